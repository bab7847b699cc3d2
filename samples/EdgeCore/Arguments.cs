using System.CommandLine;
using KubeEdge.Hosting;

namespace EdgeCore;

/// <summary>The command line. What is given there stands above what a file says.</summary>
internal sealed class Arguments
{
    public Option<string?> Config { get; } = new("--config") { Description = "An edgecore.yaml of the original; the options below override it." };

    public Option<string?> DataDirectory { get; } = new("--data-dir") { Description = "Where the node's store is kept. Default: the folder of the file's database, else edge." };

    public Option<string?> NodeName { get; } = new("--node-name") { Description = "The node's name in Kubernetes. Default: the file's, else this machine's." };

    public Option<string?> Cloud { get; } = new("--cloud") { Description = "CloudHub's address. Default: the file's, else wss://127.0.0.1:10000." };

    public Option<string?> Join { get; } = new("--join") { Description = "CloudCore's certificate service, https://…:10002. Default: the file's, else none." };

    public Option<string?> TokenFile { get; } = new("--token-file") { Description = "The file with the join token, as CloudCore keeps it in its data folder." };

    public Option<string?> Token { get; } = new("--token") { Description = "The join token itself; other users see it in the list of processes, --token-file does not show it." };

    public Option<string?> Certificates { get; } = new("--certificates")
    {
        Description = "The folder with the nodes' certificates. Default: the file's paths, else certs, or with --join certs in the data folder.",
    };

    public Option<string> Api { get; } = new("--api") { Description = "Where kubectl reads this node's objects, address:port.", DefaultValueFactory = _ => "127.0.0.1:10550" };

    public Option<string?> Import { get; } = new("--import") { Description = "Take over the objects of this edgecore.db of a stopped EdgeCore of the original first." };

    public void Apply(ParseResult parsed, EdgeCoreOptions edge)
    {
        if (parsed.GetValue(Config) is { } file)
        {
            edge.ReadFile(file);
        }
        else
        {
            edge.DataDirectory = "edge";
            edge.Cloud = new Uri("wss://127.0.0.1:10000");
        }

        edge.DataDirectory = parsed.GetValue(DataDirectory) ?? edge.DataDirectory;
        edge.NodeName = parsed.GetValue(NodeName) ?? edge.NodeName;
        edge.Cloud = parsed.GetValue(Cloud) is { } hub ? new Uri(hub) : edge.Cloud;
        edge.HttpServer = parsed.GetValue(Join) is { } service ? new Uri(service) : edge.HttpServer;
        edge.TokenFile = parsed.GetValue(TokenFile);
        edge.Token = parsed.GetValue(Token) ?? (edge.TokenFile is null ? edge.Token : null);
        string? folder = parsed.GetValue(Certificates)
            ?? (parsed.GetValue(Config) is not null ? null : edge.HttpServer is null ? "certs" : Path.Combine(edge.DataDirectory, "certs"));
        if (folder is not null)
        {
            edge.CertificateDirectory = Path.Combine(folder, edge.NodeName);
            (edge.CaFile, edge.CertificateFile, edge.KeyFile) = (null, null, null);
        }
    }
}
