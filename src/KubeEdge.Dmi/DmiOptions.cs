using KubeEdge.Beehive;

namespace KubeEdge.Dmi;

/// <summary>Where mappers find this node, what they may ask of it, and how patiently they are called.</summary>
public sealed class DmiOptions
{
    private const string FileName = "dmi.sock";
    private const string Extension = ".sock";

    /// <summary>
    /// The unix socket on which mappers find this node: a file that ends in <c>.sock</c>, or a folder, in which it is <c>dmi.sock</c>. Both
    /// forms of the original's <c>modules.deviceTwin.dmiSockPath</c>. Default <c>/etc/kubeedge/dmi.sock</c>, as in the original; on Windows
    /// <c>%ProgramData%\KubeEdge\dmi.sock</c>. A socket file that is there is replaced.
    /// </summary>
    public string SocketPath { get; set; } = Path.Combine(MachineFolders.Configuration, FileName);

    /// <summary>
    /// Who may connect to the socket. Default 0600: the user of this program, as root alone may in the original. Windows has no such mode:
    /// there the rights of the folder decide.
    /// </summary>
    public UnixFileMode SocketMode { get; set; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Tell mappers no namespaces, and name devices to the twins without them, as release 1.15 of the original does. Default false: newer
    /// releases, whose fields older mappers skip.
    /// </summary>
    public bool OmitNamespaces { get; set; }

    /// <summary>
    /// Reports that the mapper of a protocol may make in a second. Default 1,000, limits 1 to 1,000,000. More are answered with
    /// ResourceExhausted. The original has one budget for all mappers: 1 a second.
    /// </summary>
    public int ReportsPerSecond { get; set; } = 1000;

    /// <summary>Reports that it may make at once after a silence. Default 2,000, limits 1 to 1,000,000. The original's is 100.</summary>
    public int ReportBurst { get; set; } = 2000;

    /// <summary>Properties in one report. Default 1,000, limits 1 to 10,000. More are answered with InvalidArgument.</summary>
    public int MaximumTwins { get; set; } = 1000;

    /// <summary>Mappers that may be registered. Default 100, limits 1 to 10,000. One more is answered with ResourceExhausted.</summary>
    public int MaximumMappers { get; set; } = 100;

    /// <summary>Connections to the socket at a time. Default 256, limits 1 to 10,000. A further one is closed on arrival.</summary>
    public int MaximumConnections { get; set; } = 256;

    /// <summary>
    /// Largest message to and from mappers, in bytes. Default 4 MiB, what Go programs take, limits 64 KiB to 64 MiB. Devices that do not
    /// fit into the answer to a registration follow as calls.
    /// </summary>
    public int MaximumMessageBytes { get; set; } = 4 << 20;

    /// <summary>
    /// How long a report may wait for the twin to be stored. Default 30 s, limits 1 s to 10 min. Then it is answered with DeadlineExceeded.
    /// </summary>
    public TimeSpan TwinTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a mapper may think about a call. Default 10 s as in the original, limits 100 ms to 10 min.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// First pause before a call that failed is made again; doubles, up to half of each left to chance. Default 1 s, limits 10 ms to 1 min.
    /// </summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest such pause. Default 60 s, limits <see cref="RetryDelay"/> to 1 h.</summary>
    public TimeSpan MaximumRetryDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>The socket file that <see cref="SocketPath"/> means.</summary>
    internal string SocketFile =>
        SocketPath.EndsWith(Extension, StringComparison.Ordinal) ? SocketPath : Path.Combine(SocketPath, FileName);
}
