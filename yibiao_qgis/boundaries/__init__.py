"""Area coverages: whether areas tile the ground, their repair, and how levels nest."""
