/** Whether the viewer's device asks for little traffic. */
interface SavesData {
  connection?: { saveData?: boolean };
}

export function savesData(): boolean {
  return (navigator as SavesData).connection?.saveData === true;
}
