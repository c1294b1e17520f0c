"""What the commands show, as pages of lines: no layout here, and no decisions."""
