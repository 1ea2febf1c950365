export { housekeeper, keepHouse } from "#server/features/housekeeping/keep-house";
