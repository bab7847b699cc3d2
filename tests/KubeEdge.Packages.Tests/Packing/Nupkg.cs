using System.IO.Compression;
using System.Xml.Linq;

namespace KubeEdge.Packages.Tests.Packing;

/// <summary>What is in a package.</summary>
internal sealed class Nupkg
{
    private readonly XElement _metadata;

    public Nupkg(string path)
    {
        using ZipArchive archive = ZipFile.OpenRead(path);
        Files = [.. archive.Entries.Select(entry => entry.FullName)];
        ZipArchiveEntry nuspec = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal));
        using Stream stream = nuspec.Open();
        _metadata = XDocument.Load(stream).Descendants().First(element => element.Name.LocalName == "metadata");
    }

    public IReadOnlyList<string> Files { get; }

    public string Id => Text("id");

    public string Version => Text("version");

    /// <summary>Packages it needs, with the lowest version that will do.</summary>
    public IReadOnlyDictionary<string, string> Dependencies => Named("dependency")
        .ToDictionary(item => (string?)item.Attribute("id") ?? "", item => (string?)item.Attribute("version") ?? "", StringComparer.Ordinal);

    public IReadOnlyList<string> Frameworks => [.. Named("frameworkReference").Select(item => (string?)item.Attribute("name") ?? "")];

    /// <summary>The text of a part of the metadata; empty when there is none.</summary>
    public string Text(string name) => Named(name).FirstOrDefault()?.Value ?? "";

    /// <summary>An attribute of a part of the metadata; empty when there is none.</summary>
    public string Attribute(string name, string attribute) => (string?)Named(name).FirstOrDefault()?.Attribute(attribute) ?? "";

    private IEnumerable<XElement> Named(string name) => _metadata.Descendants().Where(element => element.Name.LocalName == name);
}
