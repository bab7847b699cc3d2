namespace KubeEdge.Beehive.Messages;

/// <summary>What a message's content is held as.</summary>
public enum ContentKind
{
    /// <summary>No content; JSON <c>null</c> on the wire.</summary>
    Null,

    /// <summary>An object of this process with the type information that writes it; never copied inside one process.</summary>
    Object,

    /// <summary>UTF-8 JSON as it came off the wire or was rendered before: an object, array, number or boolean.</summary>
    Json,

    /// <summary>A string. On the wire a JSON string.</summary>
    Text,

    /// <summary>Raw bytes. On the wire a base64 JSON string, as the original writes byte slices; received as <see cref="Text"/>.</summary>
    Bytes,
}
