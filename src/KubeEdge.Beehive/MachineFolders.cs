namespace KubeEdge.Beehive;

/// <summary>Where a machine keeps what belongs to KubeEdge, unless options say otherwise.</summary>
public static class MachineFolders
{
    private static readonly (string Configuration, string Data) _here = Of(
        OperatingSystem.IsWindows(), Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData));

    /// <summary>
    /// Certificates and configuration: <c>/etc/kubeedge</c>, as in the original; on Windows <c>%ProgramData%\KubeEdge</c>, where the original
    /// has <c>C:\etc\kubeedge</c>.
    /// </summary>
    public static string Configuration => _here.Configuration;

    /// <summary>Stores: <c>/var/lib/kubeedge</c>, as in the original; on Windows <c>%ProgramData%\KubeEdge\data</c>.</summary>
    public static string Data => _here.Data;

    internal static (string Configuration, string Data) Of(bool isWindows, string programData) => isWindows
        ? ($@"{programData}\KubeEdge", $@"{programData}\KubeEdge\data")
        : ("/etc/kubeedge", "/var/lib/kubeedge");
}
