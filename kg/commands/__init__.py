"""The commands of ``luocdo``: ``add`` declares one, ``run`` does it and gives the exit code."""
