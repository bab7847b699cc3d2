using KubeEdge.Kubernetes.Configuration;

namespace KubeEdge.Kubernetes.Client;

/// <summary>Reads and writes kubeconfig files, the way in which Kubernetes tools are told of a server and an identity.</summary>
public static class Kubeconfig
{
    /// <summary>Reads a kubeconfig file, YAML or JSON, at most 4 MiB.</summary>
    /// <param name="path">The file. Relative paths inside it are relative to its folder.</param>
    /// <param name="context">Name of the context to use; null for the file's current context.</param>
    /// <exception cref="InvalidDataException">
    /// The file is broken or asks for what is not supported (exec plugins); the message says where.
    /// </exception>
    /// <exception cref="IOException">The file, or one that it names, cannot be read.</exception>
    public static KubeClientOptions Load(string path, string? context = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return KubeconfigReader.Read(Path.GetFullPath(path), context);
    }

    /// <summary>
    /// Writes a kubeconfig with one cluster, one user and one context. The file appears complete or not at all, and only its owner can read
    /// it.
    /// </summary>
    /// <param name="path">The file; an existing one is replaced, missing folders are made.</param>
    /// <param name="content">What to write.</param>
    public static void Write(string path, KubeconfigContent content)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(content);
        KubeconfigWriter.Write(Path.GetFullPath(path), content);
    }

    /// <summary>Writes a kubeconfig for a server that asks for no identity.</summary>
    public static void Write(string path, Uri server) => Write(path, new KubeconfigContent { Server = server });
}
