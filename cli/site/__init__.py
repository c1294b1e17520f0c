"""The site of ``subsidies features render``: pages in Chinese and English, from the books of policies and of what joins them."""
