/**
 * JSON as the API server sent it. Only this room sees it; what leaves is projected (kinds.ts).
 * The API server has validated the fields of its own kinds, so readers check presence, not type; a projection that throws is a broken line.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- the shapes of 25 kinds in full would be the client's 2,700 model files
export type Raw = any
