using System.Diagnostics;
using System.Globalization;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Crashes;

/// <summary>Starts the program that writes until it is killed.</summary>
internal static class CrashWriterProcess
{
    // bin/<this project>/<configuration>/ lies beside bin/<that project>/<configuration>/.
    private static readonly string s_program = Path.Combine(
        AppContext.BaseDirectory, "..", "..", "KubeEdge.MetaStore.CrashWriter", new DirectoryInfo(AppContext.BaseDirectory).Name,
        "KubeEdge.MetaStore.CrashWriter.dll");

    public static string Acknowledgements(StoreFolder folder) => Path.Combine(folder.Folder, "acknowledged");

    /// <summary>Starts it directly or below another program.</summary>
    public static Process Start(StoreFolder folder, int seed, int commits, params string[] wrapper)
    {
        string[] command =
        [
            .. wrapper, "dotnet", s_program, folder.File, Acknowledgements(folder),
            seed.ToString(CultureInfo.InvariantCulture), commits.ToString(CultureInfo.InvariantCulture),
        ];
        return Process.Start(new ProcessStartInfo(command[0], command.Skip(1)) { RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{command[0]} did not start");
    }

    /// <summary>The lines acknowledged so far, without one that is still being written.</summary>
    public static List<Acknowledgement> Read(string text)
    {
        var end = text.LastIndexOf('\n');
        return end < 0 ? [] : [.. text[..end].Split('\n').Select(Acknowledgement.Parse)];
    }
}
