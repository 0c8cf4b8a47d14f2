"""luocdo's language half: text in, statements with evidence out; knows nothing of RDF.

>>> from nlp import extract
>>> [c.number for c in extract("theo Quyết định số 2817/QĐ-UBND ngày 25/12/2023").citations]
['2817/QĐ-UBND']
"""

from nlp.extraction import extract

__all__ = ["extract"]
