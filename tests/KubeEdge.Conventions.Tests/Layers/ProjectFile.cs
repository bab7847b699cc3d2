using System.Xml;
using System.Xml.Linq;
using KubeEdge.Conventions.Tests.Sources;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Conventions.Tests.Layers;

/// <summary>What a project file says about references.</summary>
internal sealed class ProjectFile
{
    private readonly XDocument _document;

    public ProjectFile(string path, string xml)
    {
        Path = path;
        _document = XDocument.Parse(xml, LoadOptions.SetLineInfo);
    }

    /// <summary>The path below the repository root.</summary>
    public string Path { get; }

    /// <summary>The project's name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The names of the referenced projects, each with its place.</summary>
    public IEnumerable<(string Name, Violation Place)> ProjectReferences =>
        Items("ProjectReference").Select(item => (System.IO.Path.GetFileNameWithoutExtension(item.Include.Replace('\\', '/')), item.Place));

    /// <summary>The shared frameworks, each with its place; the web SDK counts as one.</summary>
    public IEnumerable<(string Name, Violation Place)> Frameworks =>
        Items("FrameworkReference").Select(item => (item.Include, item.Place)).Concat(
            _document.Root?.Attribute("Sdk")?.Value == "Microsoft.NET.Sdk.Web"
                ? [("Microsoft.AspNetCore.App", new Violation(Path, 1, ""))]
                : []);

    /// <summary>Reads every project below a top-level folder.</summary>
    public static IReadOnlyList<ProjectFile> ReadAll(string folder) =>
        [.. RepositoryFiles.All
            .Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal))
            .Select(file => new ProjectFile(file, RepositoryFiles.Read(file)))];

    private IEnumerable<(string Include, Violation Place)> Items(string element) =>
        from item in _document.Descendants(element)
        let include = item.Attribute("Include")?.Value
        where include is not null
        select (include, new Violation(Path, ((IXmlLineInfo)item).LineNumber, ""));
}
