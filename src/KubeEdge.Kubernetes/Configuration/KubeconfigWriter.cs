using System.Text;
using KubeEdge.Kubernetes.Client;
using YamlDotNet.RepresentationModel;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Writes kubeconfig files.</summary>
internal static class KubeconfigWriter
{
    public static void Write(string file, KubeconfigContent content)
    {
        var text = new StringWriter { NewLine = "\n" };
        new YamlStream(new YamlDocument(Document(content))).Save(text, assignAnchors: false);
        WriteWhole(file, Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static YamlMappingNode Document(KubeconfigContent content)
    {
        var context = new YamlMappingNode { { "cluster", content.Name }, { "user", content.Name } };
        AddUnlessNull(context, "namespace", content.Namespace);
        return new YamlMappingNode
        {
            { "apiVersion", "v1" },
            { "kind", "Config" },
            { "clusters", Named(content.Name, "cluster", Cluster(content)) },
            { "contexts", Named(content.Name, "context", context) },
            { "current-context", content.Name },
            { "preferences", new YamlMappingNode() },
            { "users", Named(content.Name, "user", User(content)) },
        };
    }

    private static YamlMappingNode Cluster(KubeconfigContent content)
    {
        var cluster = new YamlMappingNode();
        AddUnlessNull(cluster, "certificate-authority-data", Base64(content.CertificateAuthorityPem));
        cluster.Add("server", content.Server.AbsoluteUri.TrimEnd('/'));
        return cluster;
    }

    private static YamlMappingNode User(KubeconfigContent content)
    {
        var user = new YamlMappingNode();
        AddUnlessNull(user, "client-certificate-data", Base64(content.ClientCertificatePem));
        AddUnlessNull(user, "client-key-data", Base64(content.ClientKeyPem));
        AddUnlessNull(user, "token", content.Token);
        return user;
    }

    private static YamlSequenceNode Named(string name, string member, YamlMappingNode value) =>
        new(new YamlMappingNode { { "name", name }, { member, value } });

    private static void AddUnlessNull(YamlMappingNode map, string name, string? value)
    {
        if (value is not null)
        {
            map.Add(name, value);
        }
    }

    private static string? Base64(string? text) => text is null ? null : Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>A reader sees the old file or the new one, also after a loss of power.</summary>
    private static void WriteWhole(string file, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file) ?? ".");
        var draft = $"{file}.{Environment.ProcessId}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var stream = new FileStream(draft, options))
        {
            stream.Write(bytes);
            stream.Flush(flushToDisk: true);
        }

        File.Move(draft, file, overwrite: true);
    }
}
