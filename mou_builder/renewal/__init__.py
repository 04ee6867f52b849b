"""The next term's config from this one's: dates, amounts, history, and what to look at again."""
