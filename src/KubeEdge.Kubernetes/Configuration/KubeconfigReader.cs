using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Turns a kubeconfig file into client options.</summary>
internal static class KubeconfigReader
{
    private static readonly string[] _unsupported = ["exec", "auth-provider", "username", "as"];

    public static KubeClientOptions Read(string file, string? contextName)
    {
        var root = YamlFile.Read(file);
        var name = contextName ?? root.Text("current-context") ?? throw root.Error("it has no current-context and none was asked for");
        var entry = root.Named("contexts", name);
        var context = entry.Map("context") ?? throw root.Error($"{entry.Path} has no context");
        var cluster = Inner(root, "clusters", context.Text("cluster") ?? throw root.Error($"{context.Path} names no cluster"), "cluster");
        if (cluster.Has("proxy-url"))
        {
            throw root.Error($"{cluster.Path}.proxy-url is not supported; use the environment's HTTPS_PROXY");
        }

        var user = context.Text("user") is { } userName ? Inner(root, "users", userName, "user") : null;

        var options = new KubeClientOptions
        {
            Server = Server(root, cluster),
            Namespace = context.Text("namespace"),
            ServerName = cluster.Text("tls-server-name"),
            SkipServerCertificateCheck = cluster.Flag("insecure-skip-tls-verify") ?? false,
            TrustedAuthorities = Authorities(root, cluster, file),
        };
        if (user is not null)
        {
            ApplyUser(root, user, file, options);
        }

        return options;
    }

    private static YamlMap Inner(YamlMap root, string list, string name, string member)
    {
        var entry = root.Named(list, name);
        return entry.Map(member) ?? throw root.Error($"{entry.Path} has no {member}");
    }

    private static Uri Server(YamlMap root, YamlMap cluster)
    {
        var text = cluster.Text("server") ?? throw root.Error($"{cluster.Path} has no server");
        return Uri.TryCreate(text, UriKind.Absolute, out var server) && server.Scheme is "http" or "https"
            ? server
            : throw root.Error($"{cluster.Path}.server is \"{text}\", expected an http or https address");
    }

    private static void ApplyUser(YamlMap root, YamlMap user, string file, KubeClientOptions options)
    {
        foreach (var name in _unsupported)
        {
            if (user.Has(name))
            {
                throw root.Error($"{user.Path}.{name} is not supported; use a client certificate or a token");
            }
        }

        options.Token = user.Text("token");
        options.TokenFile = options.Token is null && user.Text("tokenFile") is { } tokenFile ? Resolve(file, tokenFile) : null;
        var certificate = Content(root, user, "client-certificate", file);
        var key = Content(root, user, "client-key", file);
        if (certificate is null != key is null)
        {
            throw root.Error($"{user.Path} has only one of client-certificate and client-key");
        }

        // The test above leaves both or neither.
        options.ClientCertificate = certificate is null ? null : Certificate(root, user, certificate, key!);
    }

    private static X509Certificate2 Certificate(YamlMap root, YamlMap user, string certificate, string key)
    {
        try
        {
            using var pair = X509Certificate2.CreateFromPem(certificate, key);

            // Through PKCS#12, since Windows' TLS cannot use a key that only lives in memory.
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException)
        {
            throw root.Error($"{user.Path}: the client certificate and its key cannot be used: {broken.Message}");
        }
    }

    private static X509Certificate2Collection? Authorities(YamlMap root, YamlMap cluster, string file)
    {
        if (Content(root, cluster, "certificate-authority", file) is not { } pem)
        {
            return null;
        }

        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException broken)
        {
            throw root.Error($"{cluster.Path}.certificate-authority cannot be read: {broken.Message}");
        }

        return authorities.Count > 0 ? authorities : throw root.Error($"{cluster.Path}.certificate-authority holds no certificate");
    }

    /// <summary>Text given in the file itself, or in another file that it names. The former wins, as in kubectl.</summary>
    private static string? Content(YamlMap root, YamlMap map, string name, string file)
    {
        if (map.Text($"{name}-data") is not { } data)
        {
            return map.Text(name) is { } other ? File.ReadAllText(Resolve(file, other)) : null;
        }

        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        }
        catch (FormatException)
        {
            throw root.Error($"{map.Path}.{name}-data is not base64");
        }
    }

    private static string Resolve(string file, string other) => Path.Combine(Path.GetDirectoryName(file) ?? string.Empty, other);
}
