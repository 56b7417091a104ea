"""What every lab is made of: its frame, its line of result, its JavaScript in parts."""
