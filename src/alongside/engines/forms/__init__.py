"""Forms as data: questions, their wordings, when they are shown, what answers they take; and XLSForm in and out."""
