"""What the partnership does about violence: factors, what works, recommendations, each beside the number it rests on.

Nothing is counted here but the entries of its registers; what they quote comes from findings and exhibits.
"""
