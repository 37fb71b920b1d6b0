"""From a plan to what people have in their hands: entries, changes in words, messages, calendars, workbook."""
