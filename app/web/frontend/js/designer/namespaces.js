// Files of other versions of DMN: the library reads 1.3, whose elements mean the same in 1.2, 1.4 and 1.5.
const VERSIONS = ["20180521", "20211108", "20230324"];
const READ = { MODEL: "https://www.omg.org/spec/DMN/20191111/MODEL/", DMNDI: "https://www.omg.org/spec/DMN/20191111/DMNDI/" };

/** The file under the names of version 1.3, and a function that gives a file its own names back. */
export function asRead(xml) {
  const renames = [];
  let read = xml;
  for (const [part, ours] of Object.entries(READ)) {
    const theirs = VERSIONS.flatMap((version) => ["http", "https"].map((way) => `${way}://www.omg.org/spec/DMN/${version}/${part}/`));
    const found = theirs.find((name) => xml.includes(`"${name}"`) || xml.includes(`'${name}'`));
    // A file with both names would not get each back.
    if (!found || xml.includes(ours)) continue;
    renames.push([ours, found]);
    read = renamed(read, found, ours);
  }
  return { read, named: (text) => renames.reduce((told, [ours, theirs]) => renamed(told, ours, theirs), text) };
}

function renamed(xml, from, to) {
  return xml.replaceAll(`"${from}"`, `"${to}"`).replaceAll(`'${from}'`, `'${to}'`);
}
