"""What `renkou trust` finds and how often it is wrong, measured on synthetic cities."""
