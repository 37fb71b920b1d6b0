"""Background work of the week. Import each module here: importing registers its kinds of job."""

from alongside.web.weeks.work import explaining as explaining
from alongside.web.weeks.work import planning as planning
from alongside.web.weeks.work import repair as repair
from alongside.web.weeks.work import workbook as workbook
