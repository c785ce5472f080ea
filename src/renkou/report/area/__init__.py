"""What the page of an area shows beside the charts that every report has."""
