using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace KubeEdge.Kubernetes.Configuration;

/// <summary>Reads configuration files: YAML or JSON of at most 4 MiB and 64 levels, whose document is a mapping.</summary>
public static class YamlFile
{
    private const int LargestFile = 4 * 1024 * 1024;
    private const int MaxDepth = 64;

    /// <summary>Reads a file; of several documents the first.</summary>
    /// <param name="file">Its path, which errors name.</param>
    /// <exception cref="InvalidDataException">It is no such file; the message says where.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static YamlMap Read(string file)
    {
        ArgumentException.ThrowIfNullOrEmpty(file);
        return new YamlMap(file, "$", Load(file));
    }

    /// <summary>The document's mapping, with the place of every node.</summary>
    internal static YamlMappingNode Load(string file)
    {
        if (new FileInfo(file).Length > LargestFile)
        {
            throw new InvalidDataException($"{file}: larger than {LargestFile} bytes");
        }

        var text = File.ReadAllText(file);
        try
        {
            CheckDepth(file, text);
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
                ? root
                : throw new InvalidDataException($"{file}: the document is no mapping");
        }
        catch (YamlException broken)
        {
            throw new InvalidDataException($"{file}: line {broken.Start.Line}, column {broken.Start.Column}: {broken.Message}", broken);
        }
    }

    /// <summary>The tree is read by recursion, so nesting is bounded before.</summary>
    private static void CheckDepth(string file, string text)
    {
        var parser = new Parser(new StringReader(text));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            if (depth > MaxDepth)
            {
                throw new InvalidDataException($"{file}: line {parser.Current?.Start.Line}: nested deeper than {MaxDepth}");
            }
        }
    }
}
