/** NVIDIA's names of MIG profiles: slices of compute, memory, and `+me` with media engines. */
export const MIG_PROFILE = /^\d+g\.\d+gb(\+me)?$/;
