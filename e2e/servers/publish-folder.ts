/** Makes a calendar of its own for a published file, and gives the address of the file in it. */
export async function folderFor({ home, user, password }: { readonly home: string; readonly user: string; readonly password: string }): Promise<string> {
  const folder = `${home}published/`
  const answer = await fetch(folder, { method: 'MKCALENDAR', headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}` } })
  if (!answer.ok && answer.status !== 405 && answer.status !== 409) throw new Error(`MKCALENDAR: ${answer.status} ${await answer.text()}`)
  return `${folder}busy.ics`
}
