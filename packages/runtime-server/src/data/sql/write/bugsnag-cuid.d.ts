// The package's types are not found through its exports.
declare module '@bugsnag/cuid' {
  const cuid: () => string
  export default cuid
}
