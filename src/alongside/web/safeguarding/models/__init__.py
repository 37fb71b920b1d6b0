"""When somebody may be being harmed: words to be read first, who reads them on which day, and concerns with their clock.

Words are sealed (platform.sealing). Nothing here is shown in lists, searches, exports or logs of other rooms.
"""

from alongside.web.safeguarding.models.arrangements import Arrangements, ReadingDuty
from alongside.web.safeguarding.models.concerns import Concern, ConcernStep
from alongside.web.safeguarding.models.readings import Reading

__all__ = ["Arrangements", "Concern", "ConcernStep", "Reading", "ReadingDuty"]
