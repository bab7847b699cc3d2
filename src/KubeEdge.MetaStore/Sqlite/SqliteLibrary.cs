using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace KubeEdge.MetaStore.Sqlite;

/// <summary>
/// Chooses the native library, once per process: the system's when it is newer than the bundled one, because the system's gets security
/// updates and the bundled one does not.
/// </summary>
internal static class SqliteLibrary
{
    private const string ImportName = "e_sqlite3";
    private static readonly Lock _gate = new();
    private static string? _version;
    private static IntPtr _chosen;

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    private delegate int VersionNumber();

    /// <summary>Version of the library in use, for example <c>3.40.1</c>.</summary>
    public static string Load(string? path)
    {
        lock (_gate)
        {
            if (_version is null)
            {
                var provider = typeof(SQLite3Provider_e_sqlite3).Assembly;
                _chosen = path is null ? Choose(provider) : NativeLibrary.Load(path);
                if (_chosen != IntPtr.Zero)
                {
                    TryTakeOver(provider);
                }

                raw.SetProvider(new SQLite3Provider_e_sqlite3());
                _version = raw.sqlite3_libversion().utf8_to_string();
            }

            return _version;
        }
    }

    private static void TryTakeOver(Assembly provider)
    {
        try
        {
            NativeLibrary.SetDllImportResolver(provider, (name, _, _) => name == ImportName ? _chosen : IntPtr.Zero);
        }
        catch (InvalidOperationException)
        {
            // The program has its own resolver for SQLite; its choice stands.
        }
    }

    private static IntPtr Choose(Assembly provider)
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libsqlite3.so.0", out var system))
        {
            return IntPtr.Zero;
        }

        var bundled = NativeLibrary.TryLoad(ImportName, provider, null, out var own) ? VersionOf(own) : 0;
        return VersionOf(system) > bundled ? system : IntPtr.Zero;
    }

    private static int VersionOf(IntPtr library) =>
        NativeLibrary.TryGetExport(library, "sqlite3_libversion_number", out var address)
            ? Marshal.GetDelegateForFunctionPointer<VersionNumber>(address)()
            : 0;
}
