"""The promises of a week as one 0/1 programme, proven with as few columns as the question needs.

Repair, explanation and cure all ask the same kind of question ("what is the least that must be lost, changed or
asked?") of a model with one column for each possible visit.  There may be hundreds of thousands of those, so the
linear relaxation is solved over a few and the rest are priced: a column whose reduced cost is at least the gap
between bound and best plan cannot be in any better plan, which makes the answer of the small model a global proof.
"""

from .descent import Found, minimise
from .floor import least_loss
from .model import Model
from .universe import Universe

__all__ = ["Found", "Model", "Universe", "least_loss", "minimise"]
