// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
/// \file
/// See the header. Folders that exist are not recorded: what is looked up in
/// them is.
#include "Driver/RecordingFileSystem.h"

#include "Support/Digest.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace mapwarden;
namespace vfs = llvm::vfs;

namespace {

class InputRecorder {
public:
  explicit InputRecorder(InputLog &Log) : Log(Log) {}

  void note(InputKind Kind, const std::string &Path, std::string Answer) {
    if (Kind == InputKind::Text)
      Log.erase({InputKind::Exists, Path});
    else if (Kind == InputKind::Exists && Log.count({InputKind::Text, Path}))
      return;
    Log[{Kind, Path}] = std::move(Answer);
  }

private:
  InputLog &Log;
};

class RecordedFile : public vfs::File {
public:
  RecordedFile(std::unique_ptr<vfs::File> Base, std::string Path,
               InputRecorder &Recorder)
      : Base(std::move(Base)), Path(std::move(Path)), Recorder(Recorder) {}

  llvm::ErrorOr<vfs::Status> status() override { return Base->status(); }
  llvm::ErrorOr<std::string> getName() override { return Base->getName(); }
  std::error_code close() override { return Base->close(); }
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>>
  getBuffer(const llvm::Twine &Name, int64_t FileSize,
            bool RequiresNullTerminator, bool IsVolatile) override {
    auto Buffer =
        Base->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Buffer)
      Recorder.note(InputKind::Text, Path, checksum((*Buffer)->getBuffer()));
    return Buffer;
  }

private:
  std::unique_ptr<vfs::File> Base;
  std::string Path; ///< Absolute.
  InputRecorder &Recorder;
};

class RecordingFileSystem : public vfs::ProxyFileSystem {
public:
  RecordingFileSystem(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Base,
                      InputLog &Log)
      : ProxyFileSystem(std::move(Base)), Recorder(Log) {}

  llvm::ErrorOr<vfs::Status> status(const llvm::Twine &Path) override {
    auto Status = ProxyFileSystem::status(Path);
    if (!Status)
      Recorder.note(InputKind::Missing, absolute(Path), "no");
    else if (!Status->isDirectory())
      Recorder.note(InputKind::Exists, absolute(Path), "yes");
    return Status;
  }

  bool exists(const llvm::Twine &Path) override { return bool(status(Path)); }

  llvm::ErrorOr<std::unique_ptr<vfs::File>>
  openFileForRead(const llvm::Twine &Path) override {
    auto File = ProxyFileSystem::openFileForRead(Path);
    std::string Absolute = absolute(Path);
    if (!File) {
      Recorder.note(InputKind::Missing, Absolute, "no");
      return File;
    }
    Recorder.note(InputKind::Exists, Absolute, "yes");
    return std::make_unique<RecordedFile>(std::move(*File), std::move(Absolute),
                                          Recorder);
  }

  vfs::directory_iterator dir_begin(const llvm::Twine &Path,
                                    std::error_code &Code) override {
    std::string Absolute = absolute(Path);
    Recorder.note(InputKind::Entries, Absolute,
                  answerInput(InputKind::Entries, Absolute));
    return ProxyFileSystem::dir_begin(Path, Code);
  }

private:
  std::string absolute(const llvm::Twine &Path) {
    llvm::SmallString<256> Result;
    Path.toVector(Result);
    makeAbsolute(Result);
    llvm::sys::path::remove_dots(Result);
    return std::string(Result);
  }

  InputRecorder Recorder;
};

} // namespace

llvm::IntrusiveRefCntPtr<vfs::FileSystem>
mapwarden::recordInputs(llvm::IntrusiveRefCntPtr<vfs::FileSystem> Base,
                        InputLog &Log) {
  return llvm::makeIntrusiveRefCnt<RecordingFileSystem>(std::move(Base), Log);
}
