/** Words with the blanks before them: joined, they are the text again. */
export const textDeltas = (text: string): readonly string[] => text.match(/\s*\S+(\s+$)?/g) ?? [];
