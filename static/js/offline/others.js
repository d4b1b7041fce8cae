// Copies of somebody else do not stay where another person is signed in.
import { person } from "../kept/session.js";
import { wipe } from "./store.js";

export function enhance() {
  if (person) wipe({ but: person });
}
