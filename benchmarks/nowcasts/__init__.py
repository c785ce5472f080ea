"""Nowcasts of births set against what came true, by township and month."""
