"""Planning as people read it: what is missing beforehand, how a run goes, what a plan is worth, how two differ."""
