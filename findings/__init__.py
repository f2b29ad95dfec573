"""What did each agency find?"""
