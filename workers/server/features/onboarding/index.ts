export { findArrived } from "#server/features/onboarding/arrived";
