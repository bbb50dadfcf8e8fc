// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// Search and validation; see the header for why Clang's reader is not used.
#include "Driver/CompileDatabase.h"

#include "Driver/JsonInput.h"
#include "Driver/ShellWords.h"
#include "Support/AbsolutePath.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace mapwarden;
using llvm::StringRef;
using llvm::Twine;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static constexpr StringRef DatabaseName = "compile_commands.json";

static std::string inFolder(StringRef Folder, StringRef Name) {
  llvm::SmallString<256> Path(Folder);
  path::append(Path, Name);
  path::remove_dots(Path, /*remove_dot_dot=*/false);
  return std::string(Path);
}

/// The databases in subfolders of \p Folder that are named `build*`.
static std::vector<std::string> listBuildDatabases(StringRef Folder) {
  std::vector<std::string> Found;
  std::error_code Ignored; // A folder that cannot be listed holds no database.
  for (fs::directory_iterator It(Folder, Ignored), End; It != End && !Ignored;
       It.increment(Ignored)) {
    if (!path::filename(It->path()).starts_with("build"))
      continue;
    std::string Candidate = inFolder(It->path(), DatabaseName);
    if (fs::exists(Candidate))
      Found.push_back(std::move(Candidate));
  }
  return Found;
}

static constexpr StringRef HowToMakeOne =
    "with CMake, configure with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON; with other "
    "build systems, run the build under 'bear --'";

static llvm::Expected<std::string> findGiven(StringRef BuildPath,
                                             StringRef WorkingDirectory) {
  std::string Given = absolutePath(BuildPath, WorkingDirectory);
  if (!fs::exists(Given))
    return llvm::createStringError("-p " + BuildPath +
                                   ": no such file or folder");
  if (!fs::is_directory(Given))
    return Given;
  std::string Inside = inFolder(Given, DatabaseName);
  if (fs::exists(Inside))
    return Inside;
  return llvm::createStringError("no " + DatabaseName + " in '" + BuildPath +
                                 "'; " + HowToMakeOne);
}

llvm::Expected<std::string>
mapwarden::findCompileDatabase(StringRef BuildPath,
                               StringRef WorkingDirectory) {
  if (!BuildPath.empty())
    return findGiven(BuildPath, WorkingDirectory);

  std::string Here = inFolder(WorkingDirectory, DatabaseName);
  if (fs::exists(Here))
    return Here;
  std::vector<std::string> Found = listBuildDatabases(WorkingDirectory);
  if (Found.size() == 1)
    return Found.front();
  if (Found.empty())
    return llvm::createStringError(
        "no " + DatabaseName + " in '" + WorkingDirectory +
        "' or in its build*/ folders; name the build folder with -p, or make "
        "one: " +
        HowToMakeOne);
  std::vector<StringRef> Names;
  for (StringRef Candidate : Found)
    Names.push_back(path::filename(path::parent_path(Candidate)));
  llvm::sort(Names);
  return llvm::createStringError(
      "several build folders hold a " + DatabaseName +
      "; name one with -p: " + llvm::join(Names, ", "));
}

namespace {

/// Reads entries and says where they are wrong.
class EntryReader {
public:
  EntryReader(StringRef Path, const JsonInput &Input)
      : Path(Path), Folder(path::parent_path(Path)), Input(Input) {}

  llvm::Expected<DatabaseEntry> read(size_t Number,
                                     const llvm::json::Value &Element);

private:
  llvm::Error fail(const Twine &What) const {
    return llvm::createStringError(Path + ":" + Twine(Line) + ": " + What);
  }
  llvm::Expected<StringRef> readString(const llvm::json::Object &Entry,
                                       StringRef Key) const;
  llvm::Expected<std::vector<std::string>>
  readCommand(const llvm::json::Object &Entry) const;

  StringRef Path, Folder;
  const JsonInput &Input;
  size_t Objects = 0;
  uint32_t Line = 1;
};

llvm::Expected<StringRef>
EntryReader::readString(const llvm::json::Object &Entry, StringRef Key) const {
  const llvm::json::Value *Found = Entry.get(Key);
  if (!Found)
    return fail("the entry has no \"" + Key + "\"");
  std::optional<StringRef> Text = Found->getAsString();
  if (!Text)
    return fail("\"" + Key + "\" is not a string");
  if (Text->empty())
    return fail("\"" + Key + "\" is empty");
  if (Text->contains('\0'))
    return fail("\"" + Key + "\" contains a NUL character");
  return *Text;
}

llvm::Expected<std::vector<std::string>>
EntryReader::readCommand(const llvm::json::Object &Entry) const {
  std::vector<std::string> Words;
  if (const llvm::json::Value *Arguments = Entry.get("arguments")) {
    const llvm::json::Array *List = Arguments->getAsArray();
    if (!List)
      return fail("\"arguments\" is not an array of strings");
    for (const llvm::json::Value &Word : *List) {
      std::optional<StringRef> Text = Word.getAsString();
      if (!Text || Text->contains('\0'))
        return fail("\"arguments\" is not an array of strings");
      Words.push_back(Text->str());
    }
  } else if (Entry.get("command")) {
    llvm::Expected<StringRef> Command = readString(Entry, "command");
    if (!Command)
      return Command.takeError();
    Words = splitShellWords(*Command);
  } else {
    return fail("the entry has neither \"arguments\" nor \"command\"");
  }
  if (Words.empty())
    return fail("the entry's command is empty");
  return Words;
}

llvm::Expected<DatabaseEntry>
EntryReader::read(size_t Number, const llvm::json::Value &Element) {
  const llvm::json::Object *Entry = Element.getAsObject();
  if (!Entry)
    return fail("entry " + Twine(Number + 1) + " is not an object");
  Line = Input.ObjectLines[Objects++];
  llvm::Expected<StringRef> Directory = readString(*Entry, "directory");
  if (!Directory)
    return Directory.takeError();
  llvm::Expected<StringRef> File = readString(*Entry, "file");
  if (!File)
    return File.takeError();
  llvm::Expected<std::vector<std::string>> Command = readCommand(*Entry);
  if (!Command)
    return Command.takeError();

  DatabaseEntry Result;
  Result.Directory = absolutePath(*Directory, Folder);
  Result.File = absolutePath(*File, Result.Directory);
  Result.Arguments = std::move(*Command);
  Result.Line = Line;
  return Result;
}

} // namespace

llvm::Expected<std::vector<DatabaseEntry>>
mapwarden::readCompileDatabase(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return llvm::createStringError("cannot read '" + Path +
                                   "': " + Buffer.getError().message());
  if ((*Buffer)->getBuffer().trim().empty())
    return llvm::createStringError(Path + ": the file is empty");
  llvm::Expected<JsonInput> Input = parseJson((*Buffer)->getBuffer(), Path);
  if (!Input)
    return Input.takeError();
  const llvm::json::Array *Elements = Input->Root.getAsArray();
  if (!Elements)
    return llvm::createStringError(Path +
                                   ":1: expected an array of compile commands");
  if (Elements->empty())
    return llvm::createStringError(Path + ": it lists no compile command");

  EntryReader Reader(Path, *Input);
  std::vector<DatabaseEntry> Result;
  Result.reserve(Elements->size());
  for (auto [Number, Element] : llvm::enumerate(*Elements)) {
    llvm::Expected<DatabaseEntry> Entry = Reader.read(Number, Element);
    if (!Entry)
      return Entry.takeError();
    Result.push_back(std::move(*Entry));
  }
  return Result;
}
