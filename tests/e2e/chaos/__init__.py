"""What the proofs of the policy and the chaos test share."""
