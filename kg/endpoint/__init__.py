"""The graph as a SPARQL 1.1 service that can be left open on a network.

A question goes ``server`` (HTTP) → ``pool`` (who may run now) → ``worker`` (a process that can be
killed: ``guard``, Oxigraph, ``results``) and back.  An answer is whole or refused, never cut short.
"""
