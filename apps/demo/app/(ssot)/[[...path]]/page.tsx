/** Every address that no other page has belongs to the application in the layout. */
export default function Page(): null {
  return null
}
