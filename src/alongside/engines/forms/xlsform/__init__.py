"""Forms to and from KoboToolbox, ODK and whatever else speaks XLSForm (xlsform.org)."""

from alongside.engines.forms.problems import Problem, Unreadable

from .reading import Fitted, read_what_fits, read_xlsform
from .writing import write_xlsform

__all__ = ["Fitted", "Problem", "Unreadable", "read_what_fits", "read_xlsform", "write_xlsform"]
