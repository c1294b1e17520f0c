"""The site of ``subsidies features render``: pages in Chinese and English, from the book of each policy."""
