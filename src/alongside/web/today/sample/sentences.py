"""Invented words. Nobody said them, and no name is in them."""

PROUD = (
    "They stay with families through a change of worker: two of them go together for the first month.",
    "The duty desk answers within two rings, and whoever answers can decide.",
    "Every plan on the wall has a line in the young person's own words.",
    "A newly qualified worker told me she had been told what she did well in each of her last three supervisions.",
    "They ring the school before the school rings them.",
    "Group supervision where people say what they are unsure of, and nobody hurries them.",
)
IN_THE_WAY = (
    "Three systems ask for the same assessment. It takes the best part of Friday.",
    "Families wait while two teams settle whose work it is.",
    "Two posts have been empty since the summer, and the work has not gone away.",
    "Reflective supervision is the first thing to go when the week is full.",
    "No room in the building where a child can be spoken to alone.",
    "Managers of the two services do not meet, so each hears about a move after it has happened.",
)
DISCONFIRMING = (
    "Everybody spoke of time with families, but the diary showed two direct visits in four days.",
    "The team says that it always asks the father. In two of three plans I looked at, nobody had.",
    "I was told that staff have no time to plan, yet this team keeps an hour for it each Thursday, and it holds.",
    "One worker said quietly that feedback comes only when something has gone wrong.",
    "I expected low morale after the vacancies. I did not see it.",
)
SURPRISED = (
    "How much of the work is done by telephone in car parks.",
    "A grandmother opened the door and asked for the student by name.",
    "That nobody outside the team had asked them this before.",
    "",
)
EVIDENCE = (
    ("strength", "A plan reviewed with the young person at the table, in words she had chosen."),
    ("worry", "Handover between two teams rests on one person remembering to ring."),
    ("barrier", "Access to the health record takes three weeks to be granted."),
    ("disconfirming", "The caseload figures look even, but three workers hold all the court work."),
)
PRAISE = (
    "You let a parent finish every sentence, and then said back what you had heard.",
    "You noticed that the boy had gone quiet and moved the meeting outside.",
    "A clear, kind letter that I would have understood at fifteen.",
    "The whole team made a student feel that her questions were worth asking.",
    "You told a family the truth about a delay, and what you would do about it.",
)
PROMISES = (
    "Ask for a room in the building where children can be seen alone.",
    "Bring the two service managers together about who takes families who move.",
    "Find out why access to the health record takes three weeks, and say so.",
    "Come back in the spring and sit in on group supervision again.",
    "Ask for the second post to be advertised this month.",
)
CORRECTIONS = (
    "It is two systems, not three: the third was switched off in August.",
    "The hour on Thursdays belongs to half of the team. The other half covers duty.",
    "We would put the second point more strongly.",
)
TOLD_TEAM = "There is a room on the first floor from Monday. Ask at reception for the key."
GOOD = (
    "She comes when she says she will.",
    "They explained the meeting to me before it happened.",
    "I was asked what I wanted to happen, and some of it did.",
    "My worker listens and does not look at the clock.",
    "He plays football with me before he asks things.",
    "Somebody rang me back the same day.",
)
BETTER = (
    "I have had four workers in one year and told it all again each time.",
    "Letters use words I do not understand.",
    "Tell me when you are going to be late.",
    "Nobody told me what adult services do, and I am nearly eighteen.",
    "The meetings are always when I have school.",
    "I would like to see what is written about me.",
)
TIMES = (
    "Once they forgot a meeting, but they said sorry and came the next day.",
    "There was one worker who did not believe me at first.",
    "",
)
ONE_CHANGE = ("One worker who stays.", "Shorter letters.", "A text the day before.", "To be asked first.", "")
WISHES = ("A dog.", "That we all live in one house.", "More time with my sister.", "")
WORRYING = (
    "I don't like it when his friend stays the night. I lock my door.",
    "Please don't tell my dad I said this because he gets angry.",
)
STAFF_PROUD = (
    "A young man who would not open the door now rings us.",
    "We kept two brothers together.",
    "Nobody in this team is left to go alone.",
)
STAFF_IN_THE_WAY = (
    "Recording the same thing twice.",
    "Waiting for a decision from a panel that meets every three weeks.",
    "Being told about a move by the family.",
)
AUDIT_WHY = (
    "Their own words are in the plan and changed it.",
    "Seen alone twice in six months; the plan allows for monthly.",
    "Dates are set, and two of five have passed without a note.",
    "Supervision asks what the child would say, and acts on it.",
)
REPLY = "Two of the dates passed while the court decided."
