// RUN: %check_expect --allow-errors --mock %s
// RUN: %check_expect --allow-errors --real %s
//
// Once a missing class is declared, each use of an object of it is an error of
// its own: more of them than the class has cost. The unit is understood better
// all the same, and what such expressions do with maps is seen.
#include <map>
#include <mutex>
#include <QtNotInstalled/QObject>

class Player : public QObject {
  Q_OBJECT
public:
  QFunctionPointer resolveBad(const char *Symbol, bool Other);
  QFunctionPointer resolveOk(const char *Symbol);
  void unloadOk();
  bool loadBad();

private:
  QString path(const QString &Name);

  QLibrary Core, Codec, Format;
  QMutex Mutex;
  QMap<QString, QFunctionPointer> Symbols;
  vendor::FlatMap<QString, int> Uses;
};

QFunctionPointer Player::resolveBad(const char *Symbol, bool Other) {
  if (Symbols.contains(Symbol)) // expect: inconsistent-guard
    return Symbols[Symbol];
  QFunctionPointer Found = Other ? Codec.resolve(Symbol) : Core.resolve(Symbol);
  Symbols[Symbol] = Found; // expect: inconsistent-guard
  Uses.erase(Symbol);      // expect: inconsistent-guard
  return Found;
}

QFunctionPointer Player::resolveOk(const char *Symbol) {
  QMutexLocker Lock(&Mutex);
  if (!Symbols.contains(Symbol))
    Symbols[Symbol] = Core.resolve(Symbol);
  Uses.insert(Symbol, Core.count());
  return Symbols[Symbol];
}

void Player::unloadOk() {
  QMutexLocker Lock(&Mutex);
  if (Core.isLoaded())
    Core.unload();
  if (Codec.isLoaded())
    Codec.unload();
  if (Format.isLoaded())
    Format.unload();
  Symbols.clear();
}

bool Player::loadBad() {
  Core.setFileName(path(QLibrary::name("core")));
  Codec.setFileName(path(QLibrary::name("codec")));
  Format.setFileName(path(QLibrary::name("format")));
  QDir Folder(Core.folder());
  QStringList Names = Folder.entryList(QStringList() << "lib*", QDir::NoDot);
  Names.sort();
  for (int I = 0; I < Names.size(); ++I)
    Symbols.remove(Names[I]); // expect: inconsistent-guard
  return Core.load() && Codec.load() && Format.load();
}
