// What the pages of applicants have of scripts: little, for they are read on phones and work without any.
import { chooseFiles } from "./files.js";
import { tellMissing } from "./missing.js";
import { submitOnce } from "./submit.js";

chooseFiles(document);
tellMissing(document);
submitOnce(document);
