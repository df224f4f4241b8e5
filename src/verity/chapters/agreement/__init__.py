"""Section 3.1.3: where police, ambulance and hospital records agree, on one basis of place or not at all."""
