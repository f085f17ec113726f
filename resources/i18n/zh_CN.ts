<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>KeepingRow</name>
    <message>
        <source>GeoPackage ({patterns})</source>
        <translation>GeoPackage（{patterns}）</translation>
    </message>
    <message>
        <source>Save temporary layers</source>
        <translation>保存临时图层</translation>
    </message>
    <message>
        <source>Save temporary layers to</source>
        <translation>临时图层保存到</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Temporary layers: {n}. They are lost when the project closes.</source>
        <translation>{n} 个图层是临时的，关闭工程后会丢失。</translation>
    </message>
    <message>
        <source>Writes these layers to one GeoPackage; they keep their roles</source>
        <translation>把这些图层写入一个 GeoPackage 文件，角色不变</translation>
    </message>
    <message>
        <source>{layer} could not be saved to {path}: {reason}</source>
        <translation>“{layer}”无法保存到 {path}：{reason}</translation>
    </message>
</context>
<context>
    <name>Mending</name>
    <message>
        <source>Coordinate system of {layer}</source>
        <translation>“{layer}”的坐标系</translation>
    </message>
    <message>
        <source>Layer for: {role}</source>
        <translation>选择图层：{role}</translation>
    </message>
    <message>
        <source>Layers and tables ({patterns})</source>
        <translation>图层和表格（{patterns}）</translation>
    </message>
    <message>
        <source>Several layers</source>
        <translation>多个图层</translation>
    </message>
    <message>
        <source>Where is {layer} now?</source>
        <translation>“{layer}”现在在哪里？</translation>
    </message>
    <message>
        <source>Which layer of the file?</source>
        <translation>使用文件中的哪个图层？</translation>
    </message>
    <message>
        <source>{path} is not a layer that can be read. Choose another file.</source>
        <translation>{path} 不是可以读取的图层，请另选文件。</translation>
    </message>
</context>
<context>
    <name>OverviewPage</name>
    <message>
        <source>Central store</source>
        <translation>中心库</translation>
    </message>
    <message>
        <source>Draw and check the borders of communities, unit grids and police beats until they tile the ground.</source>
        <translation>绘制并检查社区、单元网格和警务责任区的边界，直到无缝隙、无重叠。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Match the offices&apos; address tables to the library and publish the result to one store.</source>
        <translation>把各部门的地址表与地址库匹配，成果发布到统一的中心库。</translation>
    </message>
    <message>
        <source>One address library for the district</source>
        <translation>全区一个标准地址库</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Open sample district</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Put every door plate on its building and give every address a code that never changes hands.</source>
        <translation>让每个门牌落到自己的楼幢上，每个地址有一个永不易主的编码。</translation>
    </message>
    <message>
        <source>Read the user guide</source>
        <translation>阅读使用指南</translation>
    </message>
    <message>
        <source>Real names and codes on made-up ground; try everything on it.</source>
        <translation>名称和编码真实，地理为虚构，可放心试用。</translation>
    </message>
    <message>
        <source>Sample district</source>
        <translation>示例区县</translation>
    </message>
    <message>
        <source>Saved to {path}</source>
        <translation>已保存到 {path}</translation>
    </message>
    <message>
        <source>Say which layer holds what; then go through the steps.</source>
        <translation>指定各图层的角色，然后按步骤进行。</translation>
    </message>
    <message>
        <source>See all of it on a small made-up town, in one click.</source>
        <translation>一键打开一个虚构的小镇，看看全部流程。</translation>
    </message>
    <message>
        <source>Start from my layers</source>
        <translation>从我的图层开始</translation>
    </message>
    <message>
        <source>The sample could not be copied to your documents.</source>
        <translation>示例无法复制到您的文档文件夹。</translation>
    </message>
    <message>
        <source>The sample could not be copied to {folder}: {reason}. Free space there, or ask for the right to write there.</source>
        <translation>示例无法复制到 {folder}：{reason}。请确认磁盘有空间，并有该文件夹的写入权限。</translation>
    </message>
    <message>
        <source>Workflow</source>
        <translation>流程</translation>
    </message>
    <message>
        <source>{name}: {n}</source>
        <translation>{name}：{n}</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source> · </source>
        <translation> · </translation>
    </message>
    <message>
        <source>All steps are done</source>
        <translation>所有步骤均已完成</translation>
    </message>
    <message>
        <source>All steps have run; see what needs a look</source>
        <translation>所有步骤均已运行；请查看需要处理的内容</translation>
    </message>
    <message>
        <source>Next: put right the layer “{role}”</source>
        <translation>下一步：处理“{role}”图层</translation>
    </message>
    <message>
        <source>Next: {step}</source>
        <translation>下一步：{step}</translation>
    </message>
    <message>
        <source>Running; the map can be used meanwhile</source>
        <translation>运行中，期间可继续使用地图</translation>
    </message>
    <message>
        <source>{n} failed</source>
        <translation>{n} 步失败</translation>
    </message>
    <message>
        <source>{n} need work</source>
        <translation>{n} 步需处理</translation>
    </message>
    <message>
        <source>{n} of {total} steps done</source>
        <translation>{total} 步中已完成 {n} 步</translation>
    </message>
    <message>
        <source>{n} out of date</source>
        <translation>{n} 步已过期</translation>
    </message>
    <message>
        <source>{n} running</source>
        <translation>{n} 步运行中</translation>
    </message>
</context>
<context>
    <name>ProjectPage</name>
    <message>
        <source>Distances and areas are measured in this zone. A project has one zone, also where the district reaches across a zone&apos;s border.</source>
        <translation>距离和面积按此投影带量算。一个工程只用一个投影带，区县跨带时也一样。</translation>
    </message>
    <message>
        <source>From the district&apos;s position</source>
        <translation>按区县位置确定</translation>
    </message>
    <message>
        <source>Gauss-Krüger zone</source>
        <translation>高斯-克吕格投影带</translation>
    </message>
</context>
<context>
    <name>ProjectPageFactory</name>
    <message>
        <source>Yibiao</source>
        <translation>一标三实</translation>
    </message>
</context>
<context>
    <name>RoleRow</name>
    <message>
        <source>Add layer…</source>
        <translation>添加图层…</translation>
    </message>
    <message>
        <source>Choose a layer above, or add one.</source>
        <translation>请在上方选择图层，或添加图层。</translation>
    </message>
    <message>
        <source>Choose another…</source>
        <translation>另选…</translation>
    </message>
    <message>
        <source>Find file…</source>
        <translation>查找文件…</translation>
    </message>
    <message>
        <source>Match fields…</source>
        <translation>对应字段…</translation>
    </message>
    <message>
        <source>Needed for the address library</source>
        <translation>构建地址库所必需</translation>
    </message>
    <message>
        <source>No layer chosen</source>
        <translation>未选择图层</translation>
    </message>
    <message>
        <source>Number of records</source>
        <translation>记录数</translation>
    </message>
    <message>
        <source>Set coordinate system…</source>
        <translation>设置坐标系…</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Fields are missing: {fields}.</source>
        <translation>缺少字段：{fields}。</translation>
    </message>
    <message>
        <source>No layer plays this role yet.</source>
        <translation>还没有图层担任此角色。</translation>
    </message>
    <message>
        <source>The file of “{layer}” cannot be read.</source>
        <translation>“{layer}”的文件无法读取。</translation>
    </message>
    <message>
        <source>The layer does not say in which coordinate system it is.</source>
        <translation>图层没有坐标系。</translation>
    </message>
    <message>
        <source>The layer holds {found}, this role needs {wanted}.</source>
        <translation>图层是{found}，此角色需要{wanted}。</translation>
    </message>
    <message>
        <source>The layer is empty.</source>
        <translation>图层没有记录。</translation>
    </message>
    <message>
        <source>{label} ({name})</source>
        <translation>{label}（{name}）</translation>
    </message>
</context>
<context>
    <name>Sample</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Discard them and go on</source>
        <translation>放弃并继续</translation>
    </message>
    <message>
        <source>Go on there</source>
        <translation>继续使用</translation>
    </message>
    <message>
        <source>Make a fresh copy</source>
        <translation>重新复制一份</translation>
    </message>
    <message>
        <source>River</source>
        <translation>河流</translation>
    </message>
    <message>
        <source>Sample district</source>
        <translation>示例区县</translation>
    </message>
    <message>
        <source>Sample district (made-up ground)</source>
        <translation>示例区县（地理虚构）</translation>
    </message>
    <message>
        <source>Survey</source>
        <translation>调查数据</translation>
    </message>
    <message>
        <source>The open project has changes that are not saved.</source>
        <translation>当前工程有未保存的更改。</translation>
    </message>
    <message>
        <source>The open project has temporary or edited layers: {names}. They would be lost.</source>
        <translation>当前工程有临时图层或正在编辑的图层：{names}。继续将丢失这些内容。</translation>
    </message>
    <message>
        <source>You have worked on the sample district before, in {folder}.</source>
        <translation>您以前打开过示例，位于 {folder}。</translation>
    </message>
</context>
<context>
    <name>StepResults</name>
    <message>
        <source>out of date, run it again</source>
        <translation>已过期，请重新运行</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>{level}: {text}</source>
        <translation>{level}：{text}</translation>
    </message>
</context>
<context>
    <name>StepRow</name>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Needs work</source>
        <translation>需处理</translation>
    </message>
    <message>
        <source>Not started</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>已过期</translation>
    </message>
    <message>
        <source>Out of date: layers have changed since. Run it again.</source>
        <translation>已过期：此后图层有变动，请重新运行。</translation>
    </message>
    <message>
        <source>Running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>Shows on the map and as a list what needs a look</source>
        <translation>在地图上和列表中显示需要查看的内容</translation>
    </message>
    <message>
        <source>View</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>View what {step} found</source>
        <translation>查看“{step}”的结果</translation>
    </message>
</context>
<context>
    <name>StepRunner</name>
    <message>
        <source>Show {n}</source>
        <translation>查看 {n} 处</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Assign codes</source>
        <translation>赋码</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>构建</translation>
    </message>
    <message>
        <source>Build address library</source>
        <translation>构建地址库</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Check boundaries</source>
        <translation>检查边界</translation>
    </message>
    <message>
        <source>Closes small gaps and overlaps; lists what it changed and what it left.</source>
        <translation>填补小缝隙、消除小重叠；列出改了什么、留下什么。</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
    <message>
        <source>Create store</source>
        <translation>创建中心库</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Fills in missing codes; valid ones are never changed.</source>
        <translation>补齐缺失的编码；有效编码绝不改动。</translation>
    </message>
    <message>
        <source>Finds gaps, overlaps and other faults between areas.</source>
        <translation>查找区域之间的缝隙、重叠等问题。</translation>
    </message>
    <message>
        <source>Finds the one address that each row of an office&apos;s table means.</source>
        <translation>为部门表格的每一行找到对应的唯一地址。</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Makes one standard address for each place.</source>
        <translation>为每个地点生成一条标准地址。</translation>
    </message>
    <message>
        <source>Makes the empty store that everybody will draw from.</source>
        <translation>建立大家共用的空中心库。</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Match a table</source>
        <translation>匹配表格</translation>
    </message>
    <message>
        <source>Needs a store first.</source>
        <translation>需要先有中心库。</translation>
    </message>
    <message>
        <source>Needs first: {layers}</source>
        <translation>需要先有：{layers}</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Publish to the store</source>
        <translation>发布到中心库</translation>
    </message>
    <message>
        <source>Puts each door plate on its building; doubtful ones are listed for review.</source>
        <translation>把每个门牌落到楼幢上；有疑问的列为待核。</translation>
    </message>
    <message>
        <source>Puts the checked layers into the store, whole or not at all.</source>
        <translation>把检查过的图层写入中心库，要么全部成功，要么一条不写。</translation>
    </message>
    <message>
        <source>Repair</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Repair boundaries</source>
        <translation>修复边界</translation>
    </message>
    <message>
        <source>Snap</source>
        <translation>吸附</translation>
    </message>
    <message>
        <source>Snap plates</source>
        <translation>门牌吸附</translation>
    </message>
    <message>
        <source>The last run failed; its log says why.</source>
        <translation>上次运行失败，原因见日志。</translation>
    </message>
    <message>
        <source>The store {name} is no longer there.</source>
        <translation>中心库 {name} 已不在原处。</translation>
    </message>
    <message>
        <source>Writes GeoPackage and shapefile for those who take files.</source>
        <translation>为需要文件的单位导出 GeoPackage 和 Shapefile。</translation>
    </message>
    <message>
        <source>{layer} (coded)</source>
        <translation>{layer}（已赋码）</translation>
    </message>
    <message>
        <source>{layer} (repaired)</source>
        <translation>{layer}（已修复）</translation>
    </message>
    <message>
        <source>{layer} (snapped)</source>
        <translation>{layer}（已吸附）</translation>
    </message>
</context>
<context>
    <name>StoreRow</name>
    <message>
        <source>Central store ({patterns})</source>
        <translation>中心库（{patterns}）</translation>
    </message>
    <message>
        <source>Choose the central store</source>
        <translation>选择中心库</translation>
    </message>
    <message>
        <source>Chooses a store that was already made, for instance by the administrator</source>
        <translation>选择已有的中心库，例如管理员创建好的</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>No store yet: create one above, or choose one.</source>
        <translation>还没有中心库：可在上面创建，或选择已有的。</translation>
    </message>
    <message>
        <source>The store {name} was moved or deleted.</source>
        <translation>中心库 {name} 已被移动或删除。</translation>
    </message>
    <message>
        <source>Which file is the central store?</source>
        <translation>中心库是哪个文件？</translation>
    </message>
</context>
<context>
    <name>Tables</name>
    <message>
        <source>Table not opened</source>
        <translation>表格未打开</translation>
    </message>
    <message>
        <source>Tables ({patterns})</source>
        <translation>表格（{patterns}）</translation>
    </message>
    <message>
        <source>Which table is to be matched?</source>
        <translation>要匹配哪个表格？</translation>
    </message>
</context>
<context>
    <name>Yibiao</name>
    <message>
        <source>&quot;{encoding}&quot; is no encoding for shapefiles. Choose one of {known}.</source>
        <translation>“{encoding}”不是可用的 Shapefile 编码。请从 {known} 中选择。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is a folder. Choose a file name for the new store.</source>
        <translation>“{name}”是文件夹。请为新中心库指定文件名。</translation>
    </message>
    <message>
        <source>&quot;{name}&quot; is not a Yibiao store. Choose a store, or create one under a new name.</source>
        <translation>“{name}”不是一标三实中心库。请选择中心库，或用新文件名创建。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; cannot be published as &quot;{field}&quot;: planned or active can.</source>
        <translation>{field} 为“{value}”的记录不能发布：应为 planned（规划）或 active（启用）。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; has {bytes} bytes; the first {most} are written.</source>
        <translation>“{value}”有 {bytes} 字节，只写入前 {most} 字节。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; in field &quot;{field}&quot; does not have the prescribed form {pattern}. Correct it.</source>
        <translation>字段“{field}”的值“{value}”不符合规定格式 {pattern}。请改正。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; in field &quot;{field}&quot; has {length} characters; {width} is the most. Shorten it.</source>
        <translation>字段“{field}”的值“{value}”有 {length} 个字符，最多 {width} 个。请缩短。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; in field &quot;{field}&quot; is not a date (YYYY-MM-DD).</source>
        <translation>字段“{field}”的值“{value}”不是日期（YYYY-MM-DD）。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; in field &quot;{field}&quot; is not a number.</source>
        <translation>字段“{field}”的值“{value}”不是数值。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; in field &quot;{field}&quot; is not a text.</source>
        <translation>字段“{field}”的值“{value}”不是文本。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; in field &quot;{field}&quot; is not a whole number.</source>
        <translation>字段“{field}”的值“{value}”不是整数。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; in field &quot;{field}&quot; is the {column} of no row of layer &quot;{layer}&quot; in the store or in this publish. Publish that row too, or correct the value.</source>
        <translation>字段“{field}”的值“{value}”在中心库和本次发布的图层“{layer}”中都没有对应的 {column}。请一并发布那条记录，或改正该值。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot; is not a UUID. Leave the field &quot;{field}&quot; empty for a new row.</source>
        <translation>“{value}”不是 UUID。新记录请将字段“{field}”留空。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot;: a shapefile holds the date without the time.</source>
        <translation>“{value}”：Shapefile 只保存日期，不保存时间。</translation>
    </message>
    <message>
        <source>&quot;{value}&quot;: {encoding} lacks {characters}; &quot;?&quot; is written instead.</source>
        <translation>“{value}”：{encoding} 中没有字符 {characters}，以“?”代替写入。</translation>
    </message>
    <message>
        <source>A JSON file with what was read, written, found and left for review, and the same in words. The words also appear in the log.</source>
        <translation>JSON 文件，记录读取、写入、发现和留待核实的内容，并附文字说明。文字说明同时出现在日志中。</translation>
    </message>
    <message>
        <source>A crossing of streets: {text}</source>
        <translation>道路交叉口：{text}</translation>
    </message>
    <message>
        <source>A former or short name: {text}</source>
        <translation>曾用名或简称：{text}</translation>
    </message>
    <message>
        <source>A hint that breaks ties; it never overrules the address.</source>
        <translation>用于区分并列结果的提示，绝不改变地址本身的含义。</translation>
    </message>
    <message>
        <source>A name was read with one character corrected: {text}</source>
        <translation>名称按纠正一个字读取：{text}</translation>
    </message>
    <message>
        <source>A range of numbers: {text}</source>
        <translation>号码区间：{text}</translation>
    </message>
    <message>
        <source>A store has no layer &quot;{layer}&quot;. It has {known}.</source>
        <translation>中心库没有图层“{layer}”。现有：{known}。</translation>
    </message>
    <message>
        <source>A town outside the library is named: {text}</source>
        <translation>写的是地址库以外的镇街：{text}</translation>
    </message>
    <message>
        <source>Abandoned</source>
        <translation>废弃</translation>
    </message>
    <message>
        <source>Active</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Address column</source>
        <translation>地址列</translation>
    </message>
    <message>
        <source>Address elements (RODNAME, DONAME)</source>
        <translation>地址要素（RODNAME、DONAME）</translation>
    </message>
    <message>
        <source>Address library</source>
        <translation>地址库</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Alias table</source>
        <translation>别名表</translation>
    </message>
    <message>
        <source>All areas with all their columns.</source>
        <translation>全部区域及其各列。</translation>
    </message>
    <message>
        <source>All numbers up to {high} under {parent} are used or retired: choose a scheme with more digits</source>
        <translation>{parent} 之下到 {high} 为止的号码已全部使用或注销：请改用位数更多的方案</translation>
    </message>
    <message>
        <source>All plates with building, status, reason, distance and candidates.</source>
        <translation>全部门牌，附楼幢、状态、原因、距离和候选。</translation>
    </message>
    <message>
        <source>All rows and columns of the input, with code, code_status and code_text.</source>
        <translation>输入的全部记录和列，另加 code、code_status 和 code_text。</translation>
    </message>
    <message>
        <source>All rows with all their columns and the results; rows without a match have no point.</source>
        <translation>全部记录、原有各列及匹配结果；未匹配的记录没有点。</translation>
    </message>
    <message>
        <source>An area is named twice</source>
        <translation>区域重复书写</translation>
    </message>
    <message>
        <source>An area that the library does not know: {text}</source>
        <translation>地址库中没有的区域：{text}</translation>
    </message>
    <message>
        <source>An area was read with one character corrected: {text}</source>
        <translation>区域名按纠正一个字读取：{text}</translation>
    </message>
    <message>
        <source>Another building or street lies between the plate and its likeliest building</source>
        <translation>门牌与最可能的楼幢之间隔着其他楼幢或街路巷</translation>
    </message>
    <message>
        <source>Another district is named: {text}</source>
        <translation>写的是其他区县：{text}</translation>
    </message>
    <message>
        <source>Another program holds the store &quot;{name}&quot;. Nothing was changed. End editing or reading there, then try again.</source>
        <translation>中心库“{name}”被其他程序占用，未作任何改动。请在那里结束编辑或读取后重试。</translation>
    </message>
    <message>
        <source>Any table or layer with a column of addresses; or choose a file below.</source>
        <translation>任何含地址列的表格或图层；也可在下面选择文件。</translation>
    </message>
    <message>
        <source>Areas</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Areas of the level above, which these areas must fill: communities for unit grids.</source>
        <translation>上一级区域，本级应将其铺满：单元网格的上级是社区（村）。</translation>
    </message>
    <message>
        <source>Assign codes to layer</source>
        <translation>图层赋码</translation>
    </message>
    <message>
        <source>Assigned</source>
        <translation>新赋</translation>
    </message>
    <message>
        <source>Beat code</source>
        <translation>责任区代码</translation>
    </message>
    <message>
        <source>Boundaries</source>
        <translation>边界</translation>
    </message>
    <message>
        <source>Brings layers into the store in one transaction: whole or not at all. Every row is checked first; rows that are refused are listed with field, rule and reason. A row that is in the store already, by its identity or its code, is changed or left as it is; nothing is ever deleted. Every change is kept with who, when and why.</source>
        <translation>在一个事务中把图层写入中心库：要么全部成功，要么一条不写。每条记录先检查；被退回的记录列出字段、规则和原因。库中已有的记录（按唯一标识或编码）作变更或保持不变；从不删除。每次变更都保留何人、何时、何故。</translation>
    </message>
    <message>
        <source>Build address library</source>
        <translation>构建地址库</translation>
    </message>
    <message>
        <source>Building</source>
        <translation>楼幢</translation>
    </message>
    <message>
        <source>Building, 27 digits</source>
        <translation>楼幢，27 位</translation>
    </message>
    <message>
        <source>Buildings</source>
        <translation>楼幢</translation>
    </message>
    <message>
        <source>CSV files</source>
        <translation>CSV 文件</translation>
    </message>
    <message>
        <source>CSV in UTF-8, GBK or GB18030, or an XLSX or ODS workbook, whose first line names the columns. The encoding is found by itself.</source>
        <translation>UTF-8、GBK 或 GB18030 编码的 CSV，或 XLSX、ODS 工作簿，第一行为列名。编码自动识别。</translation>
    </message>
    <message>
        <source>CSV with level, name and alias of towns, communities, streets and compounds. When left empty the table that comes with the plugin for the district is taken, if there is one.</source>
        <translation>含镇街、社区、街路巷和小区的 level、name、alias 的 CSV。留空则用插件自带的本区县别名表（如有）。</translation>
    </message>
    <message>
        <source>Canceled; nothing was written.</source>
        <translation>已取消，未写入任何内容。</translation>
    </message>
    <message>
        <source>Candidates, likeliest first</source>
        <translation>候选（可能性大的在前）</translation>
    </message>
    <message>
        <source>Central store</source>
        <translation>中心库</translation>
    </message>
    <message>
        <source>Centre lines with the field name. Without them the side of the street is not judged.</source>
        <translation>道路中心线，含字段 name。没有则不判断在街的哪一侧。</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Check boundaries</source>
        <translation>检查边界</translation>
    </message>
    <message>
        <source>Checks whether areas of one level tile their ground: gaps, overlaps, slivers, borders whose vertices do not match, invalid or multipart polygons, missing and doubled codes. With the layer of the upper level it also checks that nothing lies outside the parent and nothing of it is left uncovered. The input is not changed; each finding becomes a feature that says what it is, how large, and which areas it concerns.</source>
        <translation>检查同一级区域是否完整拼接：缝隙、重叠、碎面、公共边界节点不一致、无效或多部件多边形、编码缺失或重复。给出上级图层时，还检查是否越出上级边界、上级范围是否全部覆盖。输入图层不会被修改；每个问题生成一个要素，说明是什么问题、有多大、涉及哪些区域。</translation>
    </message>
    <message>
        <source>Choose either a table of the project or a table file, and only one of them.</source>
        <translation>请在工程中的表格和表格文件之间选择一个，且只能选一个。</translation>
    </message>
    <message>
        <source>City</source>
        <translation>市</translation>
    </message>
    <message>
        <source>City name</source>
        <translation>城市名称</translation>
    </message>
    <message>
        <source>Closes gaps and cuts overlaps between areas of one level up to a width, matches the vertices of shared borders, and fits the areas into the level above when it is given: repair the upper level first and give it here, so that the lower follows. What is wider stays as it is and is listed. No area and no code is lost, sound areas keep their coordinates, and every change is listed. The input is not changed.</source>
        <translation>在限定宽度内填补同级区域之间的缝隙、切除重叠，使公共边界的节点一致；给出上级图层时，使各区域与上级吻合：请先修复上级再作为参照，下级随之调整。更宽的问题保持原样并列出。不丢失任何区域和编码，没有问题的区域坐标不变，每处改动都列出。输入图层不会被修改。</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Code field</source>
        <translation>编码字段</translation>
    </message>
    <message>
        <source>Code field of the upper level</source>
        <translation>上级的编码字段</translation>
    </message>
    <message>
        <source>Code of another parent</source>
        <translation>编码不属本上级</translation>
    </message>
    <message>
        <source>Code of the county or district by GB/T 2260, 6 digits: 500116 for 江津区.</source>
        <translation>GB/T 2260 的 6 位区县代码：江津区为 500116。</translation>
    </message>
    <message>
        <source>Code scheme</source>
        <translation>编码方案</translation>
    </message>
    <message>
        <source>Code schemes</source>
        <translation>编码方案</translation>
    </message>
    <message>
        <source>Code status</source>
        <translation>赋码状态</translation>
    </message>
    <message>
        <source>Coded layer</source>
        <translation>赋码后的图层</translation>
    </message>
    <message>
        <source>Column with the addresses; found by its name when left empty, as 地址 or 详细地址.</source>
        <translation>地址所在的列；留空则按列名查找，如“地址”“详细地址”。</translation>
    </message>
    <message>
        <source>Column with the community</source>
        <translation>社区（村）列</translation>
    </message>
    <message>
        <source>Column with the town</source>
        <translation>镇街列</translation>
    </message>
    <message>
        <source>Communities</source>
        <translation>社区（村）</translation>
    </message>
    <message>
        <source>Community</source>
        <translation>社区（村）</translation>
    </message>
    <message>
        <source>Community code</source>
        <translation>社区（村）代码</translation>
    </message>
    <message>
        <source>Community, 12 digits</source>
        <translation>社区（村），12 位</translation>
    </message>
    <message>
        <source>Compound or group</source>
        <translation>小区（院落）或组</translation>
    </message>
    <message>
        <source>Compound, hamlet or group</source>
        <translation>小区、院落、自然村或组</translation>
    </message>
    <message>
        <source>Compounds and hamlets</source>
        <translation>小区、院落和自然村</translation>
    </message>
    <message>
        <source>Compounds, hamlets and groups</source>
        <translation>小区、院落、自然村和组</translation>
    </message>
    <message>
        <source>Constant</source>
        <translation>固定值</translation>
    </message>
    <message>
        <source>Coordinate</source>
        <translation>坐标</translation>
    </message>
    <message>
        <source>County</source>
        <translation>区县</translation>
    </message>
    <message>
        <source>County, 6 digits</source>
        <translation>区县，6 位</translation>
    </message>
    <message>
        <source>Courtyard of an organisation</source>
        <translation>单位（住宅）院</translation>
    </message>
    <message>
        <source>Create address store</source>
        <translation>创建中心库</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Decided by a hint beside the address: {text}</source>
        <translation>依据旁列提示确定：{text}</translation>
    </message>
    <message>
        <source>Decimal number</source>
        <translation>小数</translation>
    </message>
    <message>
        <source>Designated town</source>
        <translation>镇</translation>
    </message>
    <message>
        <source>Distance (m)</source>
        <translation>距离（米）</translation>
    </message>
    <message>
        <source>Distance without review (m)</source>
        <translation>免核距离（米）</translation>
    </message>
    <message>
        <source>District code</source>
        <translation>区县代码</translation>
    </message>
    <message>
        <source>District name</source>
        <translation>区县名称</translation>
    </message>
    <message>
        <source>Door number</source>
        <translation>门牌号</translation>
    </message>
    <message>
        <source>Door plate</source>
        <translation>门楼牌</translation>
    </message>
    <message>
        <source>Door plate, 24 digits</source>
        <translation>门牌，24 位</translation>
    </message>
    <message>
        <source>Door plates</source>
        <translation>门楼牌</translation>
    </message>
    <message>
        <source>Duplicate code</source>
        <translation>编码重复</translation>
    </message>
    <message>
        <source>Duty post</source>
        <translation>岗位</translation>
    </message>
    <message>
        <source>EPSG:{epsg} is not a 3-degree zone of CGCS2000 named by its meridian. Choose EPSG:4534 to EPSG:4554.</source>
        <translation>EPSG:{epsg} 不是按中央经线命名的 CGCS2000 三度带。请在 EPSG:4534 到 EPSG:4554 中选择。</translation>
    </message>
    <message>
        <source>East to west</source>
        <translation>自东向西</translation>
    </message>
    <message>
        <source>Element type</source>
        <translation>要素类型</translation>
    </message>
    <message>
        <source>Empty geometry</source>
        <translation>几何为空</translation>
    </message>
    <message>
        <source>Empty store for {name} ({code}) in {file}</source>
        <translation>已为{name}（{code}）建立空的中心库：{file}</translation>
    </message>
    <message>
        <source>Encoding of shapefiles</source>
        <translation>Shapefile 编码</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Export store layers</source>
        <translation>导出中心库图层</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>问题说明</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Field &quot;{field}&quot; contains the control character {value}. Remove it.</source>
        <translation>字段“{field}”含有控制字符 {value}。请去掉。</translation>
    </message>
    <message>
        <source>Field &quot;{field}&quot; is empty. Enter a value.</source>
        <translation>字段“{field}”为空。请填写。</translation>
    </message>
    <message>
        <source>Field &quot;{field}&quot; is not in the file: it has no short ASCII name.</source>
        <translation>文件中没有字段“{field}”：它没有 ASCII 短名称。</translation>
    </message>
    <message>
        <source>Field names of shapefiles</source>
        <translation>Shapefile 字段名</translation>
    </message>
    <message>
        <source>Field of the areas with the code of the parent that each belongs to, as comm_code for unit grids. Without it an area belongs to the parent that holds most of its ground.</source>
        <translation>区域中记录所属上级编码的字段，如单元网格的 comm_code。没有时，区域归属于占其面积最大的上级。</translation>
    </message>
    <message>
        <source>Field that decides overlaps</source>
        <translation>判定重叠的字段</translation>
    </message>
    <message>
        <source>Field that names the parent</source>
        <translation>所属上级字段</translation>
    </message>
    <message>
        <source>Field with the areas&apos; codes; findings name the areas by it.</source>
        <translation>区域编码所在的字段；问题中用它称呼区域。</translation>
    </message>
    <message>
        <source>Field with the codes of the level above.</source>
        <translation>上一级编码所在的字段。</translation>
    </message>
    <message>
        <source>Fields survey_x and survey_y of layer {layer} lie more than 1 km from the plates in {count} rows ({rows}). They are in another coordinate system: remove the two fields or transform them.</source>
        <translation>图层“{layer}”有 {count} 条记录（{rows}）的 survey_x、survey_y 离门牌超过 1 千米，说明坐标系不同：请删除这两个字段，或转换坐标。</translation>
    </message>
    <message>
        <source>Findings</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Finds for every row the one record of the address library that its text means, and says why where there is none or more than one. Every row gets a status - M matched, T tied, U unmatched, O outside the district -, a score, the faults in words, and for a match the standard address, code, point, grid and beat. A house number that does not exist is never answered with another one. Only the address column and the chosen hints are read; all other columns pass through untouched and stay on this computer.</source>
        <translation>为每条记录找到其文本所指的唯一标准地址；没有或不止一条时说明原因。每条记录得到状态（M 匹配、T 并列、U 未匹配、O 域外）、得分和文字说明的问题，匹配成功的还有标准地址、编码、点位、网格和责任区。不存在的门牌号绝不会用别的号码代替。只读取地址列和所选的提示列；其余各列原样输出，不离开本机。</translation>
    </message>
    <message>
        <source>Finds the building of every door plate and moves the plate onto its front. The nearest building is only one of the signs: the street or compound that plate and building name, the side of the street, walls in between and the order of the numbers are weighed together. What is doubtful is left where it was surveyed and marked for review with ranked candidates; the surveyed point is kept in survey_x and survey_y, in metres of the project&apos;s zone. All columns pass untouched.</source>
        <translation>为每个门牌找到所属楼幢，并把门牌移到楼幢的临街面上。最近的楼幢只是依据之一：还综合考虑门牌和楼幢所写的街路巷或小区、街道的哪一侧、中间有无遮挡以及号码的顺序。有疑问的门牌留在采集位置，标为待核并给出排好序的候选；采集点保存在 survey_x 和 survey_y 中，单位为工程投影带的米。其余各列原样输出。</translation>
    </message>
    <message>
        <source>Floor</source>
        <translation>楼层</translation>
    </message>
    <message>
        <source>Floors</source>
        <translation>层数</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Folder that takes the files; it is made when the one above it exists.</source>
        <translation>存放文件的文件夹；上级文件夹存在时自动建立。</translation>
    </message>
    <message>
        <source>Footprints with the field uuid; street, compound, name and comm_code help.</source>
        <translation>楼幢轮廓，含字段 uuid；有 street、compound、name、comm_code 更好。</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Former and other names, joined by #</source>
        <translation>曾用名和别名（以 # 分隔）</translation>
    </message>
    <message>
        <source>GBK is what most receivers read; GB18030 holds rare characters as well.</source>
        <translation>多数接收方使用 GBK；GB18030 还能保存生僻字。</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>缝隙</translation>
    </message>
    <message>
        <source>Gap of {size:,.2f} m² between {areas}</source>
        <translation>{areas} 之间有缝隙 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>Gap of {size:,.2f} m² between {areas}, open to the parent&apos;s border</source>
        <translation>{areas} 之间有缝隙 {size:,.2f} m²，与上级边界相通</translation>
    </message>
    <message>
        <source>Gaps, overlaps and strips across the parent&apos;s border up to this width are repaired; no border moves farther. Wider ones stay and are listed.</source>
        <translation>不超过此宽度的缝隙、重叠和越出上级边界的窄条会被修复，边界移动不会超过此值。更宽的保持原样并列出。</translation>
    </message>
    <message>
        <source>Gate plate</source>
        <translation>大门门牌</translation>
    </message>
    <message>
        <source>Gate plate of a compound, surveyed far from the compound&apos;s outline</source>
        <translation>小区的大门门牌，但采集点远离小区边界</translation>
    </message>
    <message>
        <source>Gate plate of a compound; its buildings have building names</source>
        <translation>小区的大门门牌；院内楼幢以幢号命名</translation>
    </message>
    <message>
        <source>GeoPackage</source>
        <translation>GeoPackage</translation>
    </message>
    <message>
        <source>GeoPackage and shapefiles</source>
        <translation>GeoPackage 和 Shapefile</translation>
    </message>
    <message>
        <source>GeoPackage files</source>
        <translation>GeoPackage 文件</translation>
    </message>
    <message>
        <source>GeoPackage holds everything; shapefiles are for receivers that take nothing else.</source>
        <translation>GeoPackage 能保存全部内容；Shapefile 供只接受该格式的接收方使用。</translation>
    </message>
    <message>
        <source>Geocode address table</source>
        <translation>地址表匹配</translation>
    </message>
    <message>
        <source>Geocoded rows</source>
        <translation>匹配结果</translation>
    </message>
    <message>
        <source>Gives every row without a code the next one of its scheme. Valid codes are kept, retired ones are never given again, nothing is renumbered, and the result does not depend on the order of the rows. A wrong code stays and is listed with its reason, because only a person can tell whether the code or the row is at fault. Codes build on those of the upper levels: assign those first and give their layers as references.</source>
        <translation>按编码方案为没有编码的记录依次赋码。有效编码保留不变，已注销的编码永不重用，不重新编号，结果与记录的排列顺序无关。错误的编码原样保留并列出原因，因为是编码错还是记录错只能由人判断。下级编码以上级编码为基础：请先为上级赋码，并把上级图层作为参照。</translation>
    </message>
    <message>
        <source>Grid code</source>
        <translation>网格编码</translation>
    </message>
    <message>
        <source>Grid management (SZDYWGBSM, SZSQDM)</source>
        <translation>网格管理（SZDYWGBSM、SZSQDM）</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Hamlet</source>
        <translation>自然村</translation>
    </message>
    <message>
        <source>Households</source>
        <translation>户数</translation>
    </message>
    <message>
        <source>Identity</source>
        <translation>唯一标识</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Inconsistent</source>
        <translation>不一致</translation>
    </message>
    <message>
        <source>Invalid geometry</source>
        <translation>几何无效</translation>
    </message>
    <message>
        <source>Issued by an authority</source>
        <translation>主管部门发布</translation>
    </message>
    <message>
        <source>JSON file with the layout of the codes; the level&apos;s own scheme when left empty.</source>
        <translation>规定编码结构的 JSON 文件；留空则用该级的默认方案。</translation>
    </message>
    <message>
        <source>JSON files</source>
        <translation>JSON 文件</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Largest distance (m)</source>
        <translation>最大距离（米）</translation>
    </message>
    <message>
        <source>Largest width repaired (m)</source>
        <translation>最大修复宽度（米）</translation>
    </message>
    <message>
        <source>Layer &quot;{layer}&quot; has no field &quot;{field}&quot;. Add it or choose another layer.</source>
        <translation>图层“{layer}”没有字段“{field}”。请添加，或选择其他图层。</translation>
    </message>
    <message>
        <source>Layer &quot;{layer}&quot; has no geometry. Choose a layer with geometry {type}.</source>
        <translation>图层“{layer}”没有几何。请选择几何类型为 {type} 的图层。</translation>
    </message>
    <message>
        <source>Layer &quot;{layer}&quot; is in {crs}; the store keeps EPSG:4490. Transform it first.</source>
        <translation>图层“{layer}”的坐标系是 {crs}，中心库使用 EPSG:4490。请先转换。</translation>
    </message>
    <message>
        <source>Layer &quot;{layer}&quot;, code {code}: &quot;{value}&quot; in field &quot;{field}&quot; is no live row of layer &quot;{parent}&quot;.</source>
        <translation>图层“{layer}”，编码 {code}：字段“{field}”的值“{value}”在图层“{parent}”中没有有效记录。</translation>
    </message>
    <message>
        <source>Layer &quot;{layer}&quot;, row {uuid} is in the history and not in the table.</source>
        <translation>图层“{layer}”，记录 {uuid} 在变更历史中有，表中没有。</translation>
    </message>
    <message>
        <source>Layer &quot;{layer}&quot;, row {uuid}: the table does not say what the history says.</source>
        <translation>图层“{layer}”，记录 {uuid}：表中内容与变更历史不一致。</translation>
    </message>
    <message>
        <source>Layer &quot;{layer}&quot;: the field &quot;{field}&quot; is there twice. Remove one.</source>
        <translation>图层“{layer}”：字段“{field}”出现两次。请去掉一个。</translation>
    </message>
    <message>
        <source>Layer &quot;{layer}&quot;: the ledger of codes does not agree on the code {code}.</source>
        <translation>图层“{layer}”：编码 {code} 与编码台账不一致。</translation>
    </message>
    <message>
        <source>Layer of standard addresses, made by Build address library or taken from the store.</source>
        <translation>标准地址图层，由“构建地址库”生成或取自中心库。</translation>
    </message>
    <message>
        <source>Layer or table of the level, with its declared fields; the field code may be missing.</source>
        <translation>该级的图层或表格，含规定的字段；可以没有 code 字段。</translation>
    </message>
    <message>
        <source>Layer to code</source>
        <translation>待赋码图层</translation>
    </message>
    <message>
        <source>Layer with codes; its rows become addresses or parts of them.</source>
        <translation>已有编码的图层；其记录成为地址或地址的组成部分。</translation>
    </message>
    <message>
        <source>Layer with codes; needed to code: {levels}.</source>
        <translation>已有编码的图层；为以下层级赋码时需要：{levels}。</translation>
    </message>
    <message>
        <source>Layer with the declared fields; leave it empty to publish none.</source>
        <translation>含规定字段的图层；留空则不发布该级。</translation>
    </message>
    <message>
        <source>Layer {layer} has no coordinate system. Set it in the layer&apos;s properties, then run again.</source>
        <translation>图层“{layer}”没有坐标系。请在图层属性中设置后重新运行。</translation>
    </message>
    <message>
        <source>Layer {layer} has no field {field}. Add it, or choose another layer.</source>
        <translation>图层“{layer}”没有字段 {field}。请添加，或选择其他图层。</translation>
    </message>
    <message>
        <source>Layer {layer} has no geometry. Choose a layer with geometry.</source>
        <translation>图层“{layer}”没有几何。请选择有几何的图层。</translation>
    </message>
    <message>
        <source>Layer {layer} is in {crs}, but the plates are in {expected}. Transform one into the other.</source>
        <translation>图层“{layer}”的坐标系是 {crs}，而门牌是 {expected}。请转换为同一坐标系。</translation>
    </message>
    <message>
        <source>Layer {layer} is in {crs}, whose unit is not the metre. Transform it into the project&apos;s zone.</source>
        <translation>图层“{layer}”的坐标系 {crs} 单位不是米。请转换到工程的投影带。</translation>
    </message>
    <message>
        <source>Layer {layer} must hold {expected}, but {count} rows hold something else ({rows}). Choose the right layer.</source>
        <translation>图层“{layer}”应为{expected}，但有 {count} 条记录不是（{rows}）。请选择正确的图层。</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>图层</translation>
    </message>
    <message>
        <source>Leave out refused rows</source>
        <translation>跳过被退回的记录</translation>
    </message>
    <message>
        <source>Level</source>
        <translation>层级</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>线</translation>
    </message>
    <message>
        <source>Local default</source>
        <translation>本地默认</translation>
    </message>
    <message>
        <source>Makes a new, empty store: a GeoPackage with the layers of the district, their constraints and the history of all changes. A file that is already there is never replaced. The store belongs on a disk of this computer: network drives lose locks.</source>
        <translation>新建一个空的中心库：一个 GeoPackage 文件，包含本区县的全部图层、约束和变更历史。已有的文件绝不会被替换。中心库应放在本机磁盘上：网络驱动器会丢失文件锁。</translation>
    </message>
    <message>
        <source>Makes one standard address with code and point for every town, community, street, compound, door plate, building and room, from the coded layers of the district. A building&apos;s point is its plate&apos;s, a room&apos;s its building&apos;s. Rows that cannot get an address - no code, no community, no building - are listed with the reason.</source>
        <translation>由已赋码的区县图层，为每个镇街、社区（村）、街路巷、小区、门牌、楼幢和户室生成一条带编码和点位的标准地址。楼幢的点位取其门牌，户室的点位取其楼幢。不能生成地址的记录（无编码、无社区、无楼幢等）列出原因。</translation>
    </message>
    <message>
        <source>Matched</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Micro grid, 17 characters</source>
        <translation>微网格，17 位</translation>
    </message>
    <message>
        <source>Mismatched border</source>
        <translation>边界节点不一致</translation>
    </message>
    <message>
        <source>Missing code</source>
        <translation>编码缺失</translation>
    </message>
    <message>
        <source>More than one address: {text}</source>
        <translation>含多个地址：{text}</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Name of the county or district in the addresses: 江津区. If empty, taken from the county&apos;s layer, or known by the code.</source>
        <translation>地址中的区县名称：江津区。留空则取自区县图层，或由代码得知。</translation>
    </message>
    <message>
        <source>Name of the county or district: 江津区.</source>
        <translation>区县名称：江津区。</translation>
    </message>
    <message>
        <source>Name of this publish. The same name again changes nothing and answers with the first result, so that a script may repeat what it is not sure of. Made up when left empty.</source>
        <translation>本次发布的名称。再次使用同一名称不会作任何改动，只返回第一次的结果，便于脚本在不确定时重试。留空则自动生成。</translation>
    </message>
    <message>
        <source>Names that the receiver expects; fields without one keep their own.</source>
        <translation>接收方要求的字段名；没有对应名称的字段保留原名。</translation>
    </message>
    <message>
        <source>Neither a street nor a compound or group is filled in: fill in one of them</source>
        <translation>街路巷和小区（组）都没有填写：请填写其一</translation>
    </message>
    <message>
        <source>Next number</source>
        <translation>顺序号</translation>
    </message>
    <message>
        <source>No building</source>
        <translation>无楼</translation>
    </message>
    <message>
        <source>No building near carries the street or compound that the plate names</source>
        <translation>附近没有属于门牌所写街路巷或小区的楼幢</translation>
    </message>
    <message>
        <source>No code scheme is chosen for {level}: choose one in the settings</source>
        <translation>没有为“{level}”选择编码方案：请在设置中选择</translation>
    </message>
    <message>
        <source>No column of {table} is named like an address. Give the address column; there are: {columns}.</source>
        <translation>{table} 中没有列名像地址的列。请指定地址列；现有列：{columns}。</translation>
    </message>
    <message>
        <source>No file was given for {parameter}. Choose a file.</source>
        <translation>没有给出“{parameter}”的文件。请选择文件。</translation>
    </message>
    <message>
        <source>No geometry</source>
        <translation>无几何</translation>
    </message>
    <message>
        <source>No layer was given for {parameter}. Choose a layer.</source>
        <translation>没有给出“{parameter}”的图层。请选择图层。</translation>
    </message>
    <message>
        <source>No layer was given to publish. Choose at least one.</source>
        <translation>没有给出要发布的图层。请至少选择一个。</translation>
    </message>
    <message>
        <source>No name of this district is in the text</source>
        <translation>文本中没有本区县的任何名称</translation>
    </message>
    <message>
        <source>No number is in the text</source>
        <translation>文本中没有号码</translation>
    </message>
    <message>
        <source>North to south</source>
        <translation>自北向南</translation>
    </message>
    <message>
        <source>Not the nearest building, but the one in the compound that the plate names</source>
        <translation>不是最近的楼幢，但位于门牌所写的小区内</translation>
    </message>
    <message>
        <source>Not the nearest building, but the one on the street that the plate names</source>
        <translation>不是最近的楼幢，但位于门牌所写的街路巷上</translation>
    </message>
    <message>
        <source>Not the nearest building, but the one whose front the plate stands before</source>
        <translation>不是最近的楼幢，但门牌正对其临街面</translation>
    </message>
    <message>
        <source>Not the nearest building: a street lies between it and the plate</source>
        <translation>未取最近的楼幢：它与门牌之间隔着街路巷</translation>
    </message>
    <message>
        <source>Not the nearest building: another building stands before it</source>
        <translation>未取最近的楼幢：它前面有另一楼幢遮挡</translation>
    </message>
    <message>
        <source>Not the nearest building: the other numbers along the street leave this one for the plate</source>
        <translation>未取最近的楼幢：按沿街号码顺序，该楼幢应属此门牌</translation>
    </message>
    <message>
        <source>Not understood: {text}</source>
        <translation>无法理解：{text}</translation>
    </message>
    <message>
        <source>Nothing can be written into the folder {folder} ({reason}). Choose another folder, make room there, or ask for the right to write.</source>
        <translation>无法写入文件夹 {folder}（{reason}）。请选择其他文件夹、腾出空间，或申请写入权限。</translation>
    </message>
    <message>
        <source>Nothing was published: {rejected:,} of {given:,} rows were refused. Mend them, or set Leave out refused rows.</source>
        <translation>未发布：{given:,} 条记录中有 {rejected:,} 条被退回。请改正，或勾选“跳过被退回的记录”。</translation>
    </message>
    <message>
        <source>Number of addresses</source>
        <translation>地址数</translation>
    </message>
    <message>
        <source>Number of areas</source>
        <translation>区域数</translation>
    </message>
    <message>
        <source>Number of changes</source>
        <translation>改动数</translation>
    </message>
    <message>
        <source>Number of codes assigned</source>
        <translation>新赋的编码数</translation>
    </message>
    <message>
        <source>Number of codes kept</source>
        <translation>保留的编码数</translation>
    </message>
    <message>
        <source>Number of faults before the repair</source>
        <translation>修复前的错误数</translation>
    </message>
    <message>
        <source>Number of faults that remain</source>
        <translation>遗留的错误数</translation>
    </message>
    <message>
        <source>Number of findings</source>
        <translation>问题数</translation>
    </message>
    <message>
        <source>Number of findings that block publishing</source>
        <translation>阻止发布的问题数</translation>
    </message>
    <message>
        <source>Number of gate plates</source>
        <translation>大门门牌数</translation>
    </message>
    <message>
        <source>Number of layers written</source>
        <translation>写出的图层数</translation>
    </message>
    <message>
        <source>Number of matched rows</source>
        <translation>匹配的记录数</translation>
    </message>
    <message>
        <source>Number of plates</source>
        <translation>门牌数</translation>
    </message>
    <message>
        <source>Number of plates for review</source>
        <translation>待核门牌数</translation>
    </message>
    <message>
        <source>Number of plates on a building</source>
        <translation>已吸附到楼幢的门牌数</translation>
    </message>
    <message>
        <source>Number of plates too far from a building</source>
        <translation>离楼幢过远的门牌数</translation>
    </message>
    <message>
        <source>Number of plates without a building near</source>
        <translation>附近无楼的门牌数</translation>
    </message>
    <message>
        <source>Number of rows</source>
        <translation>记录数</translation>
    </message>
    <message>
        <source>Number of rows changed</source>
        <translation>变更的记录数</translation>
    </message>
    <message>
        <source>Number of rows given</source>
        <translation>提交的记录数</translation>
    </message>
    <message>
        <source>Number of rows inserted</source>
        <translation>新增的记录数</translation>
    </message>
    <message>
        <source>Number of rows outside the district</source>
        <translation>域外的记录数</translation>
    </message>
    <message>
        <source>Number of rows refused</source>
        <translation>退回的记录数</translation>
    </message>
    <message>
        <source>Number of rows retired</source>
        <translation>注销的记录数</translation>
    </message>
    <message>
        <source>Number of rows that were in the store just so</source>
        <translation>与库中相同的记录数</translation>
    </message>
    <message>
        <source>Number of rows whose code is wrong or cannot be given</source>
        <translation>编码错误或无法赋码的记录数</translation>
    </message>
    <message>
        <source>Number of rows without address</source>
        <translation>没有地址的记录数</translation>
    </message>
    <message>
        <source>Number of rows written</source>
        <translation>写出的记录数</translation>
    </message>
    <message>
        <source>Number of the transaction, 0 when nothing went in</source>
        <translation>事务号，未写入时为 0</translation>
    </message>
    <message>
        <source>Number of tied rows</source>
        <translation>并列的记录数</translation>
    </message>
    <message>
        <source>Number of unmatched rows</source>
        <translation>未匹配的记录数</translation>
    </message>
    <message>
        <source>Number of values that shapefiles could not hold</source>
        <translation>Shapefile 无法保存的值的个数</translation>
    </message>
    <message>
        <source>Office or duty post that publishes; kept in the history. No names of persons.</source>
        <translation>发布的单位或岗位，保留在变更历史中。请勿填写个人姓名。</translation>
    </message>
    <message>
        <source>One polygon for each finding; vertices are shown as circles of 1 m.</source>
        <translation>每个问题一个多边形；节点以半径 1 米的圆表示。</translation>
    </message>
    <message>
        <source>One row for each code that was refused or needs a look, with the reason.</source>
        <translation>每个被退回或需要查看的编码一条记录，附原因。</translation>
    </message>
    <message>
        <source>One row for each fault: layer, row, code, field, rule and text.</source>
        <translation>每处错误一条：图层、记录、编码、字段、规则和说明。</translation>
    </message>
    <message>
        <source>One row for each that could not get an address, with the reason.</source>
        <translation>每条没有地址的记录一行，附原因。</translation>
    </message>
    <message>
        <source>Only the plates that a person has to look at.</source>
        <translation>仅含需要人工查看的门牌。</translation>
    </message>
    <message>
        <source>Outlines with the field name. Without them gate plates are not recognised.</source>
        <translation>小区边界，含字段 name。没有则不识别大门门牌。</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>域外</translation>
    </message>
    <message>
        <source>Outside parent</source>
        <translation>越界</translation>
    </message>
    <message>
        <source>Overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>Overlaps are to be cut by a column, but none is named. Choose the column or another rule.</source>
        <translation>已选“重叠按列切分”，但没有指定列。请指定列，或改用其他规则。</translation>
    </message>
    <message>
        <source>Overlaps are to be decided by a field, but none is chosen. Choose it, or another rule.</source>
        <translation>已选“重叠按字段判定”，但没有选择字段。请选择字段，或改用其他规则。</translation>
    </message>
    <message>
        <source>Own names</source>
        <translation>本插件字段名</translation>
    </message>
    <message>
        <source>Parent&apos;s code</source>
        <translation>上级编码</translation>
    </message>
    <message>
        <source>Parts of an area smaller than this count as slivers.</source>
        <translation>比此更小的部分视为碎面。</translation>
    </message>
    <message>
        <source>Parts of an area thinner than this count as slivers; a circle has 1, a long strip nearly 0.</source>
        <translation>比此更细的部分视为碎面；圆为 1，长条接近 0。</translation>
    </message>
    <message>
        <source>Parts of the text name different places: {text}</source>
        <translation>文本各部分指向不同的地方：{text}</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Plate text</source>
        <translation>牌面文字</translation>
    </message>
    <message>
        <source>Plates and codes</source>
        <translation>门牌与编码</translation>
    </message>
    <message>
        <source>Plates farther from every building than this stay where they are.</source>
        <translation>离所有楼幢都超过此距离的门牌保持原位。</translation>
    </message>
    <message>
        <source>Plates farther from their building than this are marked for review.</source>
        <translation>离楼幢超过此距离的门牌标为待核。</translation>
    </message>
    <message>
        <source>Plates for review</source>
        <translation>待核门牌</translation>
    </message>
    <message>
        <source>Point</source>
        <translation>点</translation>
    </message>
    <message>
        <source>Police (DZBM, DZMC, MLPH)</source>
        <translation>公安（DZBM、DZMC、MLPH）</translation>
    </message>
    <message>
        <source>Police beat</source>
        <translation>警务责任区</translation>
    </message>
    <message>
        <source>Police beat, 12 characters</source>
        <translation>警务责任区，12 位</translation>
    </message>
    <message>
        <source>Police beats</source>
        <translation>警务责任区</translation>
    </message>
    <message>
        <source>Polygon</source>
        <translation>面</translation>
    </message>
    <message>
        <source>Polygons of one level: towns, communities, unit grids, station areas or police beats.</source>
        <translation>同一级的多边形：镇街、社区（村）、单元网格、派出所辖区或警务责任区。</translation>
    </message>
    <message>
        <source>Province</source>
        <translation>省（市）</translation>
    </message>
    <message>
        <source>Public practice</source>
        <translation>公开惯例</translation>
    </message>
    <message>
        <source>Publish layers to store</source>
        <translation>发布图层到中心库</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>发布人</translation>
    </message>
    <message>
        <source>Rank (1 trunk, 2 road, 3 street, 4 lane)</source>
        <translation>等级（1 干道，2 路，3 街，4 巷）</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Reason code</source>
        <translation>原因代码</translation>
    </message>
    <message>
        <source>Reasons</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Refused rows</source>
        <translation>被退回的记录</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Remaining findings</source>
        <translation>遗留问题</translation>
    </message>
    <message>
        <source>Repair boundaries</source>
        <translation>修复边界</translation>
    </message>
    <message>
        <source>Repaired areas</source>
        <translation>修复后的区域</translation>
    </message>
    <message>
        <source>Request name</source>
        <translation>请求名称</translation>
    </message>
    <message>
        <source>Residential compound</source>
        <translation>小区</translation>
    </message>
    <message>
        <source>Residents&apos; committee</source>
        <translation>居委会</translation>
    </message>
    <message>
        <source>Result in one sentence</source>
        <translation>一句话结果</translation>
    </message>
    <message>
        <source>Retire rows that are missing</source>
        <translation>注销缺失的记录</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>注销</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>待核</translation>
    </message>
    <message>
        <source>Room</source>
        <translation>户室</translation>
    </message>
    <message>
        <source>Room, 36 characters</source>
        <translation>户室，36 位</translation>
    </message>
    <message>
        <source>Rooms</source>
        <translation>户室</translation>
    </message>
    <message>
        <source>Rooms are coded by their buildings. Choose the layer of the buildings.</source>
        <translation>户室按所在楼幢编码。请选择楼幢图层。</translation>
    </message>
    <message>
        <source>Rooms are coded by their buildings: give the layer of the buildings as well</source>
        <translation>户室按所在楼幢编码：请同时给出楼幢图层</translation>
    </message>
    <message>
        <source>Row {row} of table &quot;{table}&quot; refers to a row of &quot;{parent}&quot; that is not there.</source>
        <translation>表“{table}”的第 {row} 行引用了“{parent}”中不存在的记录。</translation>
    </message>
    <message>
        <source>Row {row} of {layer} has coordinates that do not exist in {crs}. Check the layer&apos;s coordinate system, or mend the row.</source>
        <translation>图层“{layer}”的记录 {row} 含有 {crs} 中不存在的坐标。请检查图层的坐标系，或改正该记录。</translation>
    </message>
    <message>
        <source>Row {row} of {what} is no polygon but a {kind}. Choose a polygon layer or take the row out.</source>
        <translation>{what}的记录 {row} 不是多边形，而是 {kind}。请选择面图层，或去掉该记录。</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Rows for review</source>
        <translation>待核记录</translation>
    </message>
    <message>
        <source>Rows without address</source>
        <translation>没有地址的记录</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Setting {name} is {value}. Give a larger number.</source>
        <translation>设置 {name} 的值为 {value}。请输入更大的数。</translation>
    </message>
    <message>
        <source>Setting {name} is {value}. Give a number that is not negative.</source>
        <translation>设置 {name} 的值为 {value}。请输入非负数。</translation>
    </message>
    <message>
        <source>Several parts</source>
        <translation>多部件</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Shapefiles</source>
        <translation>Shapefile</translation>
    </message>
    <message>
        <source>Size (m², m)</source>
        <translation>大小（m²、m）</translation>
    </message>
    <message>
        <source>Sliver</source>
        <translation>碎面</translation>
    </message>
    <message>
        <source>Smallest part (m²)</source>
        <translation>最小部分（m²）</translation>
    </message>
    <message>
        <source>Snap plates to buildings</source>
        <translation>门牌吸附到楼幢</translation>
    </message>
    <message>
        <source>Snapped</source>
        <translation>已吸附</translation>
    </message>
    <message>
        <source>Snapped plates</source>
        <translation>吸附后的门牌</translation>
    </message>
    <message>
        <source>Somewhere near, not at the address: {text}</source>
        <translation>只是附近，不是该地址本身：{text}</translation>
    </message>
    <message>
        <source>South to north</source>
        <translation>自南向北</translation>
    </message>
    <message>
        <source>Standard</source>
        <translation>标准</translation>
    </message>
    <message>
        <source>Standard address</source>
        <translation>标准地址</translation>
    </message>
    <message>
        <source>Standard addresses</source>
        <translation>标准地址</translation>
    </message>
    <message>
        <source>Standard addresses with their elements, in EPSG:4490.</source>
        <translation>标准地址及其各组成要素，坐标系 EPSG:4490。</translation>
    </message>
    <message>
        <source>Station area</source>
        <translation>派出所辖区</translation>
    </message>
    <message>
        <source>Station area, 12 characters</source>
        <translation>派出所辖区，12 位</translation>
    </message>
    <message>
        <source>Station areas</source>
        <translation>派出所辖区</translation>
    </message>
    <message>
        <source>Station code</source>
        <translation>派出所代码</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>中心库</translation>
    </message>
    <message>
        <source>Store whose codes, in use and retired, are not given to other rows.</source>
        <translation>该中心库中使用中和已注销的编码不会再赋给其他记录。</translation>
    </message>
    <message>
        <source>Street</source>
        <translation>街路巷</translation>
    </message>
    <message>
        <source>Street, compound, hamlet or group, 13 digits</source>
        <translation>街路巷、小区、自然村或组，13 位</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>街路巷</translation>
    </message>
    <message>
        <source>Sub-number</source>
        <translation>附号</translation>
    </message>
    <message>
        <source>Subdistrict</source>
        <translation>街道</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Surveyed easting (m)</source>
        <translation>采集点横坐标（米）</translation>
    </message>
    <message>
        <source>Surveyed northing (m)</source>
        <translation>采集点纵坐标（米）</translation>
    </message>
    <message>
        <source>Surveyed on the wrong side: such numbers are on the other side of the street</source>
        <translation>采集在错误的一侧：此类号码在街路巷的另一侧</translation>
    </message>
    <message>
        <source>Surveyed points with the fields street and door; compound, sub_door and comm_code help.</source>
        <translation>采集点，含字段 street 和 door；有 compound、sub_door、comm_code 更好。</translation>
    </message>
    <message>
        <source>Table file</source>
        <translation>表格文件</translation>
    </message>
    <message>
        <source>Table of the project</source>
        <translation>工程中的表格</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>The GeoPackage file of the store.</source>
        <translation>中心库的 GeoPackage 文件。</translation>
    </message>
    <message>
        <source>The Python process that is to open the store &quot;{name}&quot; could not be started ({reason}); nothing was changed. The log has its words.</source>
        <translation>无法启动打开中心库“{name}”的 Python 进程（{reason}），未作任何改动。详情见日志。</translation>
    </message>
    <message>
        <source>The address library has no field {field}. Choose a layer made by Build address library.</source>
        <translation>地址库没有字段 {field}。请选择由“构建地址库”生成的图层。</translation>
    </message>
    <message>
        <source>The addresses need the district&apos;s name. Enter it, as 江津区, or choose the county&apos;s layer.</source>
        <translation>地址中需要区县名称。请输入（如“江津区”），或选择区县图层。</translation>
    </message>
    <message>
        <source>The alias table {path} lacks the column {missing}. Its first line must name level, name and alias.</source>
        <translation>别名表 {path} 缺少列 {missing}。第一行必须有 level、name 和 alias。</translation>
    </message>
    <message>
        <source>The area with the lowest value keeps the ground: the oldest date, the highest rank.</source>
        <translation>值最小的区域保留重叠部分：如日期最早、等级最高。</translation>
    </message>
    <message>
        <source>The areas are in {one} and their parent is in {other}. Transform both to the project&apos;s zone.</source>
        <translation>区域的坐标系是 {one}，上级的坐标系是 {other}。请都转换到工程的投影带。</translation>
    </message>
    <message>
        <source>The areas reach over {width:.0f} by {height:.0f} km. Look for coordinates that are wrong.</source>
        <translation>区域范围达 {width:.0f} × {height:.0f} 千米。请查找错误的坐标。</translation>
    </message>
    <message>
        <source>The building has neither a plate nor a compound: give it a plate, or fill in its compound</source>
        <translation>该楼幢既无门牌也无小区：请编门牌，或填写所在小区</translation>
    </message>
    <message>
        <source>The building has neither a plate nor a name in a compound: give it a plate, or decide the plates for review</source>
        <translation>该楼幢既无门牌，也无小区内的幢号：请编门牌，或处理待核门牌</translation>
    </message>
    <message>
        <source>The building is farther away than may be snapped unseen</source>
        <translation>楼幢距离超过可自动吸附的范围</translation>
    </message>
    <message>
        <source>The building is not in the library: {text}</source>
        <translation>地址库中没有该楼幢：{text}</translation>
    </message>
    <message>
        <source>The building&apos;s plate has no code: see the reason there and mend it first</source>
        <translation>该楼幢的门牌没有编码：请查看门牌处的原因并先行改正</translation>
    </message>
    <message>
        <source>The cell is empty</source>
        <translation>单元格为空</translation>
    </message>
    <message>
        <source>The changes of transaction {seq} were changed after they were written.</source>
        <translation>事务 {seq} 的变更内容在写入后被改动过。</translation>
    </message>
    <message>
        <source>The check character of the code {code} is {found}, by {system} it should be {wanted}: a character was mistyped</source>
        <translation>编码 {code} 的校验位是 {found}，按 {system} 应为 {wanted}：有字符录错</translation>
    </message>
    <message>
        <source>The code &quot;{value}&quot; belongs for good to another row ({owner}). Assign a new code, or give the row that identity.</source>
        <translation>编码“{value}”永久属于另一条记录（{owner}）。请赋新编码，或把该记录的唯一标识改为它。</translation>
    </message>
    <message>
        <source>The code &quot;{value}&quot; is given to {count} rows of this layer. Keep it for one.</source>
        <translation>本图层有 {count} 条记录使用编码“{value}”。只能保留一条。</translation>
    </message>
    <message>
        <source>The code is empty, and codes of the scheme {scheme} are issued by an authority: enter it</source>
        <translation>编码为空，而编码方案 {scheme} 的编码由主管部门发布：请填写</translation>
    </message>
    <message>
        <source>The code schemes {one} and {other} are both chosen for {level}; keep one of them</source>
        <translation>“{level}”同时选了编码方案 {one} 和 {other}；请保留一个</translation>
    </message>
    <message>
        <source>The code {areas} is borne by the rows {rows}</source>
        <translation>编码 {areas} 被多条记录使用：{rows}</translation>
    </message>
    <message>
        <source>The code {areas} is not under the code of its parent</source>
        <translation>编码 {areas} 不在其上级编码之下</translation>
    </message>
    <message>
        <source>The code {code} belongs to {found}, but the row lies in {parent}: correct the code, or empty it to get a new one</source>
        <translation>编码 {code} 属于 {found}，而记录位于 {parent}：请改正编码，或清空后重新赋码</translation>
    </message>
    <message>
        <source>The code {code} has {found} characters; the scheme {scheme} wants {length}</source>
        <translation>编码 {code} 有 {found} 位，编码方案 {scheme} 要求 {length} 位</translation>
    </message>
    <message>
        <source>The code {code} is also that of {others}: decide which row is right</source>
        <translation>编码 {code} 与 {others} 重复：请确定哪条记录正确</translation>
    </message>
    <message>
        <source>The code {code} is in use outside this table: decide which row is right</source>
        <translation>编码 {code} 已在本表之外使用：请确定哪条记录正确</translation>
    </message>
    <message>
        <source>The code {code} is retired and never given again: reinstate its old row or correct this one</source>
        <translation>编码 {code} 已注销，不再使用：请恢复原记录，或改正本记录</translation>
    </message>
    <message>
        <source>The code {code} says {found} for {field}, the row says {wanted}: correct the row, or empty the code to get a new one</source>
        <translation>编码 {code} 中 {field} 为 {found}，记录中为 {wanted}：请改正记录，或清空编码后重新赋码</translation>
    </message>
    <message>
        <source>The community does not fit the rest: {text}</source>
        <translation>社区（村）与其余部分不符：{text}</translation>
    </message>
    <message>
        <source>The coordinates of {what} ({crs}) are not in metres. Transform them to the project&apos;s zone.</source>
        <translation>{what}的坐标（{crs}）单位不是米。请转换到工程的投影带。</translation>
    </message>
    <message>
        <source>The county does not fit the rest: {text}</source>
        <translation>区县与其余部分不符：{text}</translation>
    </message>
    <message>
        <source>The date {until} in &quot;{field}&quot; is before {since} in &quot;valid_from&quot;.</source>
        <translation>字段“{field}”的日期 {until} 早于 valid_from 的 {since}。</translation>
    </message>
    <message>
        <source>The distances must grow: without review {silent} m, at most {most} m, searched {search} m.</source>
        <translation>三个距离应依次增大：免核 {silent} 米，最大 {most} 米，搜索 {search} 米。</translation>
    </message>
    <message>
        <source>The district code &quot;{code}&quot; is not a code of a county. Enter its 6 digits by GB/T 2260, as 500116.</source>
        <translation>“{code}”不是区县代码。请输入 GB/T 2260 的 6 位代码，如 500116。</translation>
    </message>
    <message>
        <source>The district has no name. Enter it, as 江津区.</source>
        <translation>没有填写区县名称。请输入，如“江津区”。</translation>
    </message>
    <message>
        <source>The door plate does not exist: {text}</source>
        <translation>门牌不存在：{text}</translation>
    </message>
    <message>
        <source>The entry of transaction {seq} was changed after it was written.</source>
        <translation>事务 {seq} 的登记在写入后被改动过。</translation>
    </message>
    <message>
        <source>The extent of the layers does not exist in {crs}. Check the coordinate systems of the layers.</source>
        <translation>图层范围在 {crs} 中不存在。请检查各图层的坐标系。</translation>
    </message>
    <message>
        <source>The extent {extent} is empty. Choose a layer that has objects, or give west, south, east and north.</source>
        <translation>范围 {extent} 为空。请选择有要素的图层，或给出西、南、东、北四个值。</translation>
    </message>
    <message>
        <source>The extent {extent} lies outside longitudes 73.5 to 136.5 and latitudes 0 to 60. It must be in degrees: check the layer&apos;s coordinate system.</source>
        <translation>范围 {extent} 超出经度 73.5～136.5、纬度 0～60。范围应以度为单位：请检查图层的坐标系。</translation>
    </message>
    <message>
        <source>The field {column} is empty in every row. Fill it or choose another one.</source>
        <translation>字段 {column} 在所有记录中都为空。请填写，或选择其他字段。</translation>
    </message>
    <message>
        <source>The file &quot;{name}&quot; exists already and is not replaced. Open it, or choose another file name.</source>
        <translation>文件“{name}”已存在，不会替换。请打开它，或换一个文件名。</translation>
    </message>
    <message>
        <source>The file is damaged: {reason}. Restore it from a backup.</source>
        <translation>文件已损坏：{reason}。请用备份恢复。</translation>
    </message>
    <message>
        <source>The file would have {size} GB; 2 GB is the most. Export parts of the layer.</source>
        <translation>文件将达 {size} GB，上限为 2 GB。请分部分导出。</translation>
    </message>
    <message>
        <source>The file {path} cannot be read. Close it in other programs, or ask for the right to read it.</source>
        <translation>文件 {path} 无法读取。请在其他程序中关闭它，或申请读取权限。</translation>
    </message>
    <message>
        <source>The file {path} is there already and cannot be replaced. Close it in other programs, or choose another name.</source>
        <translation>文件 {path} 已存在且无法替换。请在其他程序中关闭它，或换一个文件名。</translation>
    </message>
    <message>
        <source>The first line of {path} is empty. The first line of a table must name its columns.</source>
        <translation>{path} 的第一行为空。表格第一行必须是列名。</translation>
    </message>
    <message>
        <source>The folder &quot;{folder}&quot; does not exist. Create it or choose another folder.</source>
        <translation>文件夹“{folder}”不存在。请建立，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The geometry is a {found} ({parts} parts), wanted is one {wanted}. Split it.</source>
        <translation>几何为 {found}（{parts} 个部件），要求单个 {wanted}。请拆分。</translation>
    </message>
    <message>
        <source>The geometry is invalid: {reason}. Repair it.</source>
        <translation>几何无效：{reason}。请修复。</translation>
    </message>
    <message>
        <source>The geometry is missing or empty. Draw it or leave the row out.</source>
        <translation>缺少几何或几何为空。请补绘，或去掉该记录。</translation>
    </message>
    <message>
        <source>The geometry lies at x {x}, y {y}, not in China in degrees. Check the layer&apos;s CRS and the order of the axes.</source>
        <translation>几何位于 x {x}、y {y}，不是中国境内的经纬度。请检查图层坐标系和坐标轴顺序。</translation>
    </message>
    <message>
        <source>The ground that changed hands: which area, why, how much.</source>
        <translation>归属变动的部分：哪个区域、什么原因、多大面积。</translation>
    </message>
    <message>
        <source>The history needs &quot;{name}&quot;. Enter who publishes and a name for the request.</source>
        <translation>变更历史需要“{name}”。请填写发布人和请求名称。</translation>
    </message>
    <message>
        <source>The identity &quot;{value}&quot; is given to {count} rows of this layer. Keep one.</source>
        <translation>本图层有 {count} 条记录使用唯一标识“{value}”。只能保留一条。</translation>
    </message>
    <message>
        <source>The identity {uuid} stands more than once in the layer for {level}</source>
        <translation>唯一标识 {uuid} 在“{level}”图层中出现不止一次</translation>
    </message>
    <message>
        <source>The layer for {level} has no field {field}: add it, or choose another layer</source>
        <translation>“{level}”图层没有字段 {field}：请添加，或选择其他图层</translation>
    </message>
    <message>
        <source>The layer for {level} has the CRS {found}, another has {wanted}: transform one of them.</source>
        <translation>“{level}”图层的坐标系是 {found}，其他图层是 {wanted}：请转换其一。</translation>
    </message>
    <message>
        <source>The layer for {level} has the CRS {found}, the rows have {wanted}: transform one of them</source>
        <translation>“{level}”图层的坐标系是 {found}，记录的坐标系是 {wanted}：请转换其一</translation>
    </message>
    <message>
        <source>The layer of {what} has no coordinate system. Set it in the layer properties.</source>
        <translation>{what}图层没有坐标系。请在图层属性中设置。</translation>
    </message>
    <message>
        <source>The layer of {what} has no field {column}. Its fields are {columns}.</source>
        <translation>{what}图层没有字段 {column}。现有字段：{columns}。</translation>
    </message>
    <message>
        <source>The layer of {what} has no rows. Choose another layer.</source>
        <translation>{what}图层没有记录。请选择其他图层。</translation>
    </message>
    <message>
        <source>The layer of {what} has {count} faults, the first at row {row}. Repair it first.</source>
        <translation>{what}图层有 {count} 处错误，第一处在记录 {row}。请先修复。</translation>
    </message>
    <message>
        <source>The layer {layer} does not say in which coordinate system it is. Set it in the layer&apos;s properties under Source, EPSG:4490 for the store&apos;s own data, and run again.</source>
        <translation>图层“{layer}”没有坐标系。请在图层属性的“源”页设置（中心库自身的数据为 EPSG:4490），然后重新运行。</translation>
    </message>
    <message>
        <source>The layer {layer} has no field code, without which nothing can be published. Run Assign codes on it first.</source>
        <translation>图层“{layer}”没有 code 字段，无法发布。请先运行“图层赋码”。</translation>
    </message>
    <message>
        <source>The layer {layer} has no field {field}. It has: {fields}. Choose another layer, or rename the field that is meant.</source>
        <translation>图层“{layer}”没有字段 {field}。现有字段：{fields}。请选择其他图层，或把对应的字段改名。</translation>
    </message>
    <message>
        <source>The layer {layer} holds geometry of type {found}, but {parameter} needs {wanted}. Choose another layer.</source>
        <translation>图层“{layer}”的几何类型是{found}，而“{parameter}”需要{wanted}。请选择其他图层。</translation>
    </message>
    <message>
        <source>The layer {layer} is empty; {parameter} needs rows. Choose another layer, or switch off its filter or the restriction to selected features.</source>
        <translation>图层“{layer}”没有记录，而“{parameter}”需要记录。请选择其他图层，或取消图层过滤条件或“仅选中的要素”。</translation>
    </message>
    <message>
        <source>The layer {layer} lacks the field {missing}, which {parameter} needs. It has: {fields}. Choose another layer or field, or rename the layer&apos;s own with Refactor fields.</source>
        <translation>图层“{layer}”缺少“{parameter}”需要的字段 {missing}。现有字段：{fields}。请选择其他图层或字段，或用“重构字段”改名。</translation>
    </message>
    <message>
        <source>The layer {layer}, given for {parameter}, is empty and left out.</source>
        <translation>为“{parameter}”指定的图层“{layer}”没有记录，已略过。</translation>
    </message>
    <message>
        <source>The library needs a layer with rows for {level}: choose one.</source>
        <translation>构建地址库需要有记录的“{level}”图层：请选择。</translation>
    </message>
    <message>
        <source>The nearest building is too far away; the plate was left where it is</source>
        <translation>最近的楼幢也过远，门牌保持原位</translation>
    </message>
    <message>
        <source>The nearest building, and nothing speaks against it</source>
        <translation>最近的楼幢，且没有相反的依据</translation>
    </message>
    <message>
        <source>The new GeoPackage file.</source>
        <translation>新建的 GeoPackage 文件。</translation>
    </message>
    <message>
        <source>The number belongs on the other side of the street</source>
        <translation>该号码应在街路巷的另一侧</translation>
    </message>
    <message>
        <source>The number would be out of order along the street, or share a building with another number</source>
        <translation>该号码沿街顺序不对，或与其他号码落到同一楼幢</translation>
    </message>
    <message>
        <source>The number {value} is too wide for a shapefile and is left empty.</source>
        <translation>数值 {value} 超出 Shapefile 的宽度，已留空。</translation>
    </message>
    <message>
        <source>The number {wanted} was used already; the next free one is {number}</source>
        <translation>号码 {wanted} 已被用过，改用下一个空号 {number}</translation>
    </message>
    <message>
        <source>The one that comes first in the layer</source>
        <translation>在图层中排在前面的区域</translation>
    </message>
    <message>
        <source>The one with the longer border to it</source>
        <translation>与其公共边界较长的区域</translation>
    </message>
    <message>
        <source>The one with the lowest value in a field</source>
        <translation>字段值最小的区域</translation>
    </message>
    <message>
        <source>The only building within reach</source>
        <translation>范围内唯一的楼幢</translation>
    </message>
    <message>
        <source>The outline of {areas} crosses or touches itself</source>
        <translation>{areas} 的边界自相交或自接触</translation>
    </message>
    <message>
        <source>The outline of {areas} touches itself when snapped to the grid</source>
        <translation>{areas} 的边界按精度取整后自接触</translation>
    </message>
    <message>
        <source>The outline of {area}, which crossed itself, was mended</source>
        <translation>{area} 自相交的边界已修正</translation>
    </message>
    <message>
        <source>The output {name} could not be written completely, and nothing of it was kept. Make room on the disk or choose another place, then run again.</source>
        <translation>输出 {name} 未能完整写入，已全部清除。请腾出磁盘空间或选择其他位置，然后重新运行。</translation>
    </message>
    <message>
        <source>The output {path} is the file of the input {layer}. Choose another file for the output.</source>
        <translation>输出文件 {path} 就是输入图层“{layer}”的文件。请为输出选择其他文件。</translation>
    </message>
    <message>
        <source>The parent is not known or has no code: code the upper level first</source>
        <translation>上级不明或没有编码：请先为上级赋码</translation>
    </message>
    <message>
        <source>The plate has neither a street nor a compound: fill one of them in</source>
        <translation>该门牌既无街路巷也无小区：请填写其一</translation>
    </message>
    <message>
        <source>The plate has no door number: fill it in</source>
        <translation>该门牌没有门牌号：请填写</translation>
    </message>
    <message>
        <source>The plate has no number, or neither street nor compound, and stands near several buildings</source>
        <translation>门牌没有号码，或既无街路巷也无小区，且附近有多个楼幢</translation>
    </message>
    <message>
        <source>The plate names a compound that has no outline near</source>
        <translation>门牌所写的小区在附近没有边界</translation>
    </message>
    <message>
        <source>The process that reads the store &quot;{name}&quot; ended without an answer ({reason}). Try again; if it happens every time, send the log.</source>
        <translation>读取中心库“{name}”的进程没有应答就结束了（{reason}）。请重试；若每次如此，请提交日志。</translation>
    </message>
    <message>
        <source>The process that writes the store &quot;{name}&quot; ended without an answer ({reason}), and the store cannot be asked whether the publish is in it: {why}. Publish again under the request name {request}: it is never done twice.</source>
        <translation>写入中心库“{name}”的进程没有应答就结束了（{reason}），且无法查询本次发布是否已写入：{why}。请以请求名称 {request} 再次发布：绝不会重复写入。</translation>
    </message>
    <message>
        <source>The process that writes the store &quot;{name}&quot; ended without an answer ({reason}). Nothing of the publish is in the store. Try again; if it happens every time, send the log.</source>
        <translation>写入中心库“{name}”的进程没有应答就结束了（{reason}）。本次发布未写入任何内容。请重试；若每次如此，请提交日志。</translation>
    </message>
    <message>
        <source>The room is not in the library: {text}</source>
        <translation>地址库中没有该户室：{text}</translation>
    </message>
    <message>
        <source>The room&apos;s building could not get an address: see its reason</source>
        <translation>该户室所在楼幢未能生成地址：请查看楼幢的原因</translation>
    </message>
    <message>
        <source>The row has no name: fill it in</source>
        <translation>该记录没有名称：请填写</translation>
    </message>
    <message>
        <source>The row has no room number: fill it in</source>
        <translation>该记录没有室号：请填写</translation>
    </message>
    <message>
        <source>The row lies in no area of {level} that has a code: fill in {field}, or check the areas</source>
        <translation>记录不在任何有编码的“{level}”范围内：请填写 {field}，或检查该级区域</translation>
    </message>
    <message>
        <source>The row was taken from the store as version {base} and is there in version {version} now. Take it again and repeat the change.</source>
        <translation>记录取自中心库的版本 {base}，库中现为版本 {version}。请重新领取后再修改。</translation>
    </message>
    <message>
        <source>The row with the code &quot;{code}&quot; was retired. A new object needs a new identity and a new code.</source>
        <translation>编码为“{code}”的记录已注销。新对象需要新的唯一标识和新的编码。</translation>
    </message>
    <message>
        <source>The row {rows} has no code</source>
        <translation>记录 {rows} 没有编码</translation>
    </message>
    <message>
        <source>The same address was taken twice at the same place; one row stands for both</source>
        <translation>同一地点的同一地址采集了两次，以一条记录代表</translation>
    </message>
    <message>
        <source>The scheme {scheme} builds on codes of {wanted} characters, but the scheme {parent} makes {found}: choose schemes that fit</source>
        <translation>编码方案 {scheme} 以 {wanted} 位的编码为基础，而方案 {parent} 生成的是 {found} 位：请选择相互配套的方案</translation>
    </message>
    <message>
        <source>The scheme {scheme} divides {level} areas into smaller ones, and one layer cannot hold both: choose another scheme</source>
        <translation>编码方案 {scheme} 把“{level}”再细分，而一个图层不能同时容纳两级：请选择其他方案</translation>
    </message>
    <message>
        <source>The setting {name} is {value}. Give a number above zero.</source>
        <translation>设置 {name} 的值为 {value}。请输入大于零的数。</translation>
    </message>
    <message>
        <source>The spatial index of layer &quot;{layer}&quot; is wrong: {reason}.</source>
        <translation>图层“{layer}”的空间索引有误：{reason}。</translation>
    </message>
    <message>
        <source>The store &quot;{name}&quot; cannot be written in {folder}. Allow writing there, close programs that hold the file, or choose another folder.</source>
        <translation>中心库“{name}”无法写入 {folder}。请开放写入权限、关闭占用文件的程序，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The store &quot;{name}&quot; could not be written, nothing of it was changed. The disk is full or faulty: make room in {folder} ({free} MB free) and in the folder for temporary files {temporary}, then try again.</source>
        <translation>中心库“{name}”无法写入，未作任何改动。磁盘已满或有故障：请在 {folder}（剩余 {free} MB）和临时文件夹 {temporary} 腾出空间后重试。</translation>
    </message>
    <message>
        <source>The store &quot;{name}&quot; is being written by {actor} (computer {computer}, process {process}, since {since}). Nothing was changed. Try again when that has ended.</source>
        <translation>中心库“{name}”正由 {actor} 写入（计算机 {computer}，进程 {process}，始于 {since}）。未作任何改动。请待其结束后重试。</translation>
    </message>
    <message>
        <source>The store &quot;{name}&quot; is damaged ({reason}). Restore it from a backup.</source>
        <translation>中心库“{name}”已损坏（{reason}）。请用备份恢复。</translation>
    </message>
    <message>
        <source>The store &quot;{name}&quot; refused the work, nothing of it was changed: {reason}. Verify the store.</source>
        <translation>中心库“{name}”拒绝了操作，未作任何改动：{reason}。请校验中心库。</translation>
    </message>
    <message>
        <source>The store &quot;{name}&quot; was made by a newer version of the plugin (structure {found}, known {known}). Update the plugin.</source>
        <translation>中心库“{name}”由更新版本的插件创建（结构 {found}，本插件支持到 {known}）。请升级插件。</translation>
    </message>
    <message>
        <source>The store &quot;{name}&quot; was made by an older version of the plugin (structure {found}, needed {known}). Create a new store and publish the layers again.</source>
        <translation>中心库“{name}”由旧版本的插件创建（结构 {found}，需要 {known}）。请新建中心库并重新发布图层。</translation>
    </message>
    <message>
        <source>The store &quot;{path}&quot; lies on a network drive, where writing by several users can destroy a file. Keep it on a disk of this computer, or use a PostGIS store for many users.</source>
        <translation>中心库“{path}”位于网络驱动器上，多人写入可能损坏文件。请放在本机磁盘上；多人使用请用 PostGIS 中心库。</translation>
    </message>
    <message>
        <source>The store is read and written by a Python process of its own, and no Python was found under {folders}. Install the Python that belongs to this QGIS.</source>
        <translation>中心库由单独的 Python 进程读写，但在 {folders} 下找不到 Python。请安装与本 QGIS 配套的 Python。</translation>
    </message>
    <message>
        <source>The street or compound is not in the library: {text}</source>
        <translation>地址库中没有该街路巷或小区：{text}</translation>
    </message>
    <message>
        <source>The sub-number does not exist: {text}</source>
        <translation>附号不存在：{text}</translation>
    </message>
    <message>
        <source>The table {path} is empty. Choose a file with rows.</source>
        <translation>表格 {path} 没有数据。请选择有数据的文件。</translation>
    </message>
    <message>
        <source>The table {table} has no column {name}. It has: {columns}. Choose one of them.</source>
        <translation>表格 {table} 没有列 {name}。现有列：{columns}。请从中选择。</translation>
    </message>
    <message>
        <source>The table {table} has no rows. Choose a table with rows.</source>
        <translation>表格 {table} 没有记录。请选择有记录的表格。</translation>
    </message>
    <message>
        <source>The text is too long for an address; only its beginning was read</source>
        <translation>文本过长，不像地址，只读取了开头部分</translation>
    </message>
    <message>
        <source>The town does not fit the rest: {text}</source>
        <translation>镇街与其余部分不符：{text}</translation>
    </message>
    <message>
        <source>The unit is not in the library: {text}</source>
        <translation>地址库中没有该单元：{text}</translation>
    </message>
    <message>
        <source>The workbook {path} unpacks to {size} MB, far more than its size on disk. Save the rows as CSV and take that file.</source>
        <translation>工作簿 {path} 解压后有 {size} MB，远大于文件本身。请把数据另存为 CSV 再使用。</translation>
    </message>
    <message>
        <source>The {field} &quot;{value}&quot; is still used by {count} rows of layer &quot;{layer}&quot;. Change these in the same publish.</source>
        <translation>图层“{layer}”仍有 {count} 条记录使用 {field}“{value}”。请在同一次发布中一并更改。</translation>
    </message>
    <message>
        <source>There is no building within the search distance</source>
        <translation>搜索距离内没有楼幢</translation>
    </message>
    <message>
        <source>There is no building {text}: correct the room&apos;s bldg_uuid</source>
        <translation>没有楼幢 {text}：请改正该户室的 bldg_uuid</translation>
    </message>
    <message>
        <source>There is no building {uuid}: correct bldg_uuid or add the building</source>
        <translation>没有楼幢 {uuid}：请改正 bldg_uuid，或补充该楼幢</translation>
    </message>
    <message>
        <source>There is no check character system {system}; there are {systems}</source>
        <translation>没有校验算法 {system}；可用的有：{systems}</translation>
    </message>
    <message>
        <source>There is no code scheme {name}; there are {names}</source>
        <translation>没有编码方案 {name}；可用的有：{names}</translation>
    </message>
    <message>
        <source>There is no file {path}, which was given for {parameter}. Check the path, or choose it again.</source>
        <translation>为“{parameter}”指定的文件 {path} 不存在。请检查路径，或重新选择。</translation>
    </message>
    <message>
        <source>There is no file {path}. Check the path, or choose the table again.</source>
        <translation>文件 {path} 不存在。请检查路径，或重新选择表格。</translation>
    </message>
    <message>
        <source>There is no folder {folder}. Make it first, or choose another place.</source>
        <translation>文件夹 {folder} 不存在。请先建立，或选择其他位置。</translation>
    </message>
    <message>
        <source>There is no layer for {level}, or its rows get no codes of their own</source>
        <translation>没有“{level}”图层，或该级记录不单独编码</translation>
    </message>
    <message>
        <source>There is no reason {reason}. The column snap_reason holds only codes of this plugin.</source>
        <translation>没有原因代码 {reason}。snap_reason 列只能含有本插件的代码。</translation>
    </message>
    <message>
        <source>There is no store &quot;{name}&quot; in {folder}. Choose another file or create one.</source>
        <translation>{folder} 中没有中心库“{name}”。请选择其他文件，或新建一个。</translation>
    </message>
    <message>
        <source>There is no transaction {since}; the last one is {last}. The number comes from another store, or this one was restored from an older copy: take a full extract.</source>
        <translation>没有事务 {since}，最后一个是 {last}。该号来自另一个中心库，或本库由较早的备份恢复：请做一次全量提取。</translation>
    </message>
    <message>
        <source>There is no {name} ({level}) in {area}: correct the name or add it to its layer</source>
        <translation>{area} 内没有“{name}”（{level}）：请改正名称，或补充到图层中</translation>
    </message>
    <message>
        <source>Thinnest part (4πA/P²)</source>
        <translation>最细部分（4πA/P²）</translation>
    </message>
    <message>
        <source>This level has no record of its own; the next coarser one stands for it</source>
        <translation>该级没有单独的记录，以上一级代替</translation>
    </message>
    <message>
        <source>Tied</source>
        <translation>并列</translation>
    </message>
    <message>
        <source>Tied and unmatched rows with up to five candidates, at the first candidate&apos;s point.</source>
        <translation>并列和未匹配的记录，最多五个候选，点位取第一个候选。</translation>
    </message>
    <message>
        <source>Too far</source>
        <translation>过远</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>镇街</translation>
    </message>
    <message>
        <source>Town code</source>
        <translation>镇街代码</translation>
    </message>
    <message>
        <source>Town, 9 digits</source>
        <translation>镇街，9 位</translation>
    </message>
    <message>
        <source>Towns</source>
        <translation>镇街</translation>
    </message>
    <message>
        <source>Township</source>
        <translation>乡</translation>
    </message>
    <message>
        <source>Transaction</source>
        <translation>事务</translation>
    </message>
    <message>
        <source>Transaction {seq} is missing from the history.</source>
        <translation>变更历史中缺少事务 {seq}。</translation>
    </message>
    <message>
        <source>Transaction {tx}: {inserted:,} inserted, {updated:,} changed, {unchanged:,} as they were, {retired:,} retired, {rejected:,} refused</source>
        <translation>事务 {tx}：新增 {inserted:,}，变更 {updated:,}，未变 {unchanged:,}，注销 {retired:,}，退回 {rejected:,}</translation>
    </message>
    <message>
        <source>Two or more buildings are about as likely</source>
        <translation>有两个以上的楼幢可能性相当</translation>
    </message>
    <message>
        <source>Two rows of {what} bear the label {label}. Number the rows anew.</source>
        <translation>{what}中有两条记录的标签都是 {label}。请重新编排行号。</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Uncovered</source>
        <translation>未覆盖</translation>
    </message>
    <message>
        <source>Undetermined</source>
        <translation>未确定</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>单元</translation>
    </message>
    <message>
        <source>Unit grid</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <source>Unit grid, 14 characters</source>
        <translation>单元网格，14 位</translation>
    </message>
    <message>
        <source>Unit grid, 15 characters</source>
        <translation>单元网格，15 位</translation>
    </message>
    <message>
        <source>Unit grid, 18 characters</source>
        <translation>单元网格，18 位</translation>
    </message>
    <message>
        <source>Unit grids</source>
        <translation>单元网格</translation>
    </message>
    <message>
        <source>Unmatched</source>
        <translation>未匹配</translation>
    </message>
    <message>
        <source>Upper level</source>
        <translation>上级</translation>
    </message>
    <message>
        <source>Valid from</source>
        <translation>生效日期</translation>
    </message>
    <message>
        <source>Valid to</source>
        <translation>失效日期</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Vertex distance (m)</source>
        <translation>节点距离（米）</translation>
    </message>
    <message>
        <source>Vertices of unmatched borders closer than this become one.</source>
        <translation>不一致的边界上，距离小于此值的节点合并为一个。</translation>
    </message>
    <message>
        <source>Village committee</source>
        <translation>村委会</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>West to east</source>
        <translation>自西向东</translation>
    </message>
    <message>
        <source>What a check still finds after the repair.</source>
        <translation>修复后检查仍发现的问题。</translation>
    </message>
    <message>
        <source>What stands before the district: 重庆市. Known for the four municipalities if empty.</source>
        <translation>写在区县之前的名称：重庆市。留空时，四个直辖市自动得知。</translation>
    </message>
    <message>
        <source>What the rows are; it decides about scheme, parents and order of numbering.</source>
        <translation>记录属于哪一级；由此确定编码方案、上级和编号顺序。</translation>
    </message>
    <message>
        <source>What would settle it</source>
        <translation>补充什么可确定</translation>
    </message>
    <message>
        <source>When set, rows of the given layers that are in the store but not in the layer are retired. Set it only when the layers hold the whole district.</source>
        <translation>勾选后，库中有而图层中没有的记录将被注销。仅当图层包含全区县数据时才可勾选。</translation>
    </message>
    <message>
        <source>When set, the other rows go in and the refused ones are listed. Otherwise a single refused row stops all.</source>
        <translation>勾选后其余记录照常写入，被退回的列出；否则只要有一条被退回就全部不写。</translation>
    </message>
    <message>
        <source>Whether nothing was found that blocks publishing</source>
        <translation>是否没有阻止发布的问题</translation>
    </message>
    <message>
        <source>Whether the layers went into the store</source>
        <translation>图层是否已写入中心库</translation>
    </message>
    <message>
        <source>Whether the repaired areas tile their ground</source>
        <translation>修复后的区域是否完整拼接</translation>
    </message>
    <message>
        <source>Which layers are exported; those without rows are passed over.</source>
        <translation>要导出的图层；没有记录的图层略过。</translation>
    </message>
    <message>
        <source>Which of two overlapping areas keeps the ground that both cover.</source>
        <translation>两个重叠的区域中由哪一个保留重叠部分。</translation>
    </message>
    <message>
        <source>Who keeps an overlap</source>
        <translation>重叠归谁</translation>
    </message>
    <message>
        <source>Whole number</source>
        <translation>整数</translation>
    </message>
    <message>
        <source>Why this is published; kept in the history.</source>
        <translation>发布的原因，保留在变更历史中。</translation>
    </message>
    <message>
        <source>Width (m)</source>
        <translation>宽度（米）</translation>
    </message>
    <message>
        <source>Writes layers of the store as GeoPackage, as shapefiles, or both. Shapefiles have short ASCII field names, texts in GBK or GB18030 with a .cpg file, and cannot hold everything: what is cut or replaced is listed in losses.csv, never lost in silence. Existing files of the same names are replaced only when everything is written.</source>
        <translation>把中心库的图层导出为 GeoPackage、Shapefile 或两者。Shapefile 使用 ASCII 短字段名，文本为 GBK 或 GB18030 并附 .cpg 文件，不能保存全部内容：截断或替换的内容都列在 losses.csv 中，绝不悄悄丢失。全部写完之后才替换同名的已有文件。</translation>
    </message>
    <message>
        <source>Yibiao</source>
        <translation>一标三实</translation>
    </message>
    <message>
        <source>Yibiao (address library of a district)</source>
        <translation>一标三实（区县标准地址库）</translation>
    </message>
    <message>
        <source>You may not read the file {path}. Ask for the right to read it, or choose another file.</source>
        <translation>没有读取文件 {path} 的权限。请申请读取权限，或选择其他文件。</translation>
    </message>
    <message>
        <source>{addresses:,} standard addresses; {rejected:,} rows without one</source>
        <translation>标准地址 {addresses:,} 条，没有地址的记录 {rejected:,} 条</translation>
    </message>
    <message>
        <source>{areas:,} areas tile their ground; {warnings:,} notes</source>
        <translation>{areas:,} 个区域完整拼接，{warnings:,} 条提示</translation>
    </message>
    <message>
        <source>{areas:,} areas, {before:,} faults before, {changes:,} changes, {after:,} faults remain</source>
        <translation>{areas:,} 个区域，修复前 {before:,} 处错误，改动 {changes:,} 处，仍有 {after:,} 处错误</translation>
    </message>
    <message>
        <source>{areas:,} areas, {before:,} faults before, {changes:,} changes; they tile their ground now</source>
        <translation>{areas:,} 个区域，修复前 {before:,} 处错误，改动 {changes:,} 处；现已完整拼接</translation>
    </message>
    <message>
        <source>{areas:,} areas, {errors:,} faults and {warnings:,} notes</source>
        <translation>{areas:,} 个区域，{errors:,} 处错误，{warnings:,} 条提示</translation>
    </message>
    <message>
        <source>{areas} consists of {count} separate parts</source>
        <translation>{areas} 由 {count} 个分离的部分组成</translation>
    </message>
    <message>
        <source>{areas} has a part of only {size:,.2f} m²</source>
        <translation>{areas} 有一部分仅 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>{areas} has a very thin part of {size:,.2f} m²</source>
        <translation>{areas} 有一处极窄的部分，面积 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>{areas} has no geometry: draw it or retire it</source>
        <translation>{areas} 没有几何：请绘制或注销</translation>
    </message>
    <message>
        <source>{areas} names a parent that does not exist</source>
        <translation>{areas} 所写的上级不存在</translation>
    </message>
    <message>
        <source>{areas} overlap by {size:,.2f} m²</source>
        <translation>{areas} 重叠 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>{areas} overlap by {size:,.2f} m², more than half of the smaller: decide which one stays</source>
        <translation>{areas} 重叠 {size:,.2f} m²，超过较小者的一半：请决定保留哪一个</translation>
    </message>
    <message>
        <source>{area} kept {size:,.2f} m² that {other} covered as well</source>
        <translation>{area} 保留了与 {other} 重叠的 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>{area} lost {size:,.2f} m² outside the parent</source>
        <translation>{area} 切去了越出上级边界的 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>{area} took a loose part of {size:,.2f} m² from {other}</source>
        <translation>{area} 并入了 {other} 的零散部分 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>{area} took over {count} vertices of its neighbours</source>
        <translation>{area} 采用了相邻区域的 {count} 个节点</translation>
    </message>
    <message>
        <source>{area} took {size:,.2f} m² of its parent from {other}</source>
        <translation>{area} 从 {other} 划回了属于本上级的 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>{area} took {size:,.2f} m² that were in no area</source>
        <translation>{area} 并入了不属于任何区域的 {size:,.2f} m²</translation>
    </message>
    <message>
        <source>{count:,} × such as: {reason}</source>
        <translation>{count:,} 处，例如：{reason}</translation>
    </message>
    <message>
        <source>{count:,} × {reason}</source>
        <translation>{count:,} 处：{reason}</translation>
    </message>
    <message>
        <source>{count} rows of layer {layer} have a # in field uuid ({rows}), which separates candidates. Remove it.</source>
        <translation>图层“{layer}”有 {count} 条记录的 uuid 含有 #（{rows}），而 # 用于分隔候选。请去掉。</translation>
    </message>
    <message>
        <source>{count} rows of layer {layer} have coordinates that are not numbers ({rows}). Draw them anew, or remove these rows.</source>
        <translation>图层“{layer}”有 {count} 条记录的坐标不是数值（{rows}）。请重绘，或删除这些记录。</translation>
    </message>
    <message>
        <source>{count} rows of layer {layer} have no geometry ({rows}). Draw it, or remove these rows.</source>
        <translation>图层“{layer}”有 {count} 条记录没有几何（{rows}）。请补绘，或删除这些记录。</translation>
    </message>
    <message>
        <source>{count} rows of layer {layer} have no value in field uuid ({rows}). Fill the field.</source>
        <translation>图层“{layer}”有 {count} 条记录的 uuid 字段为空（{rows}）。请填写。</translation>
    </message>
    <message>
        <source>{count} rows of layer {layer} share their uuid with another row ({rows}). Make it unique.</source>
        <translation>图层“{layer}”有 {count} 条记录的 uuid 与其他记录重复（{rows}）。请使其唯一。</translation>
    </message>
    <message>
        <source>{count} vertices on the border of {areas} with the parent are not on both sides</source>
        <translation>{areas} 与上级的公共边界上有 {count} 个节点只在一侧存在</translation>
    </message>
    <message>
        <source>{count} vertices on the common border of {areas} are not on both sides</source>
        <translation>{areas} 的公共边界上有 {count} 个节点只在一侧存在</translation>
    </message>
    <message>
        <source>{element}: {count:,}</source>
        <translation>{element}：{count:,}</translation>
    </message>
    <message>
        <source>{field} is empty and there is no layer for {level}: fill in one of them</source>
        <translation>{field} 为空，也没有“{level}”图层：请补充其一</translation>
    </message>
    <message>
        <source>{field} is empty; the scheme {scheme} needs it: fill it in</source>
        <translation>{field} 为空，而编码方案 {scheme} 需要它：请填写</translation>
    </message>
    <message>
        <source>{field} {code} is not in the layer for {level}: correct or empty it</source>
        <translation>{field} 的值 {code} 不在“{level}”图层中：请改正或清空</translation>
    </message>
    <message>
        <source>{field} {value} cannot be coded by the scheme {scheme}, which wants {rule}: correct it or choose another scheme</source>
        <translation>{field} 的值“{value}”无法按编码方案 {scheme} 编码（要求 {rule}）：请改正，或改用其他方案</translation>
    </message>
    <message>
        <source>{files:,} layers with {rows:,} rows of {district} as of transaction {tx}; {losses:,} values that shapefiles cannot hold</source>
        <translation>{district}：截至事务 {tx}，导出 {files:,} 个图层、{rows:,} 条记录；有 {losses:,} 个值 Shapefile 无法保存</translation>
    </message>
    <message>
        <source>{file} cannot be read: it must be a text file in UTF-8 that you may open</source>
        <translation>{file} 无法读取：应为您有权打开的 UTF-8 文本文件</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: a code can have one sequence only</source>
        <translation>{file} 第 {line} 行，{place}：一个编码只能有一个顺序号段</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: a scheme has a parent level and a parent segment, or neither</source>
        <translation>{file} 第 {line} 行，{place}：上级层级和上级编码段应同时有，或同时没有</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: one direction must run between west and east, the other between north and south</source>
        <translation>{file} 第 {line} 行，{place}：两个方向中一个应为东西向，另一个应为南北向</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: the code gets {length} characters; {most} are the most</source>
        <translation>{file} 第 {line} 行，{place}：编码将有 {length} 位，最多 {most} 位</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: the key {key} is missing</source>
        <translation>{file} 第 {line} 行，{place}：缺少键 {key}</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: the name {name} is taken; segments need different names</source>
        <translation>{file} 第 {line} 行，{place}：名称 {name} 已被占用；各段名称不能相同</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: the parent&apos;s code must be the first segment</source>
        <translation>{file} 第 {line} 行，{place}：上级编码必须是第一段</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: the value must be {wanted}</source>
        <translation>{file} 第 {line} 行，{place}：值应为 {wanted}</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: unknown key; known here are {keys}</source>
        <translation>{file} 第 {line} 行，{place}：未知的键；此处可用：{keys}</translation>
    </message>
    <message>
        <source>{file}, line {line}, {place}: {system} cannot check the characters {characters}; choose another system or alphabet</source>
        <translation>{file} 第 {line} 行，{place}：{system} 无法校验字符 {characters}；请改用其他算法或字符集</translation>
    </message>
    <message>
        <source>{file}, line {line}: &quot;{name}&quot; must be an ASCII letter, then letters, digits, _; 10 at most</source>
        <translation>{file} 第 {line} 行：“{name}”应以 ASCII 字母开头，后接字母、数字或 _，最多 10 个字符</translation>
    </message>
    <message>
        <source>{file}, line {line}: not valid JSON ({reason})</source>
        <translation>{file} 第 {line} 行：不是有效的 JSON（{reason}）</translation>
    </message>
    <message>
        <source>{file}, line {line}: the name &quot;{name}&quot; stands twice in one layer</source>
        <translation>{file} 第 {line} 行：名称“{name}”在同一图层中出现两次</translation>
    </message>
    <message>
        <source>{file}: another file has a scheme {name} already; choose another name</source>
        <translation>{file}：另一个文件中已有编码方案 {name}；请换一个名称</translation>
    </message>
    <message>
        <source>{file}: the key {key} stands twice in one object; keep one of them</source>
        <translation>{file}：同一对象中键 {key} 出现两次；请保留一个</translation>
    </message>
    <message>
        <source>{kind}: {count:,}</source>
        <translation>{kind}：{count:,}</translation>
    </message>
    <message>
        <source>{layer}: the store has nothing for the fields {fields}</source>
        <translation>{layer}：中心库中没有字段 {fields} 的内容</translation>
    </message>
    <message>
        <source>{layer}: {given:,} given, {inserted:,} inserted, {updated:,} changed, {retired:,} retired, {rejected:,} refused</source>
        <translation>{layer}：提交 {given:,}，新增 {inserted:,}，变更 {updated:,}，注销 {retired:,}，退回 {rejected:,}</translation>
    </message>
    <message>
        <source>{layer}: {kept:,} codes kept, {assigned:,} assigned, {rejected:,} refused</source>
        <translation>{layer}：保留编码 {kept:,} 个，新赋 {assigned:,} 个，退回 {rejected:,} 个</translation>
    </message>
    <message>
        <source>{name} ({level}) has no code yet: code it first</source>
        <translation>“{name}”（{level}）还没有编码：请先为它赋码</translation>
    </message>
    <message>
        <source>{name} ({level}) stands more than once in {area}: give each a name of its own, or merge them</source>
        <translation>“{name}”（{level}）在 {area} 内不止一个：请分别命名，或合并</translation>
    </message>
    <message>
        <source>{one} and {other} would both be written to {path}. Choose another file for one of them.</source>
        <translation>“{one}”和“{other}”将写入同一文件 {path}。请为其中一个选择其他文件。</translation>
    </message>
    <message>
        <source>{parent} is no code that the scheme {scheme} can number under</source>
        <translation>{parent} 不是编码方案 {scheme} 可以往下编号的编码</translation>
    </message>
    <message>
        <source>{path} is not a table that can be read. Take a CSV file in UTF-8, GBK or GB18030, or an XLSX or ODS workbook whose first line names the columns; save older XLS files as XLSX.</source>
        <translation>{path} 不是可以读取的表格。请使用 UTF-8、GBK 或 GB18030 编码的 CSV 文件，或第一行为列名的 XLSX、ODS 工作簿；旧的 XLS 文件请另存为 XLSX。</translation>
    </message>
    <message>
        <source>{plates:,} plates: {snapped:,} on a building, {gates:,} at a gate, {review:,} for review, {far:,} too far, {none:,} without a building</source>
        <translation>{plates:,} 个门牌：已吸附到楼幢 {snapped:,}，大门门牌 {gates:,}，待核 {review:,}，过远 {far:,}，无楼 {none:,}</translation>
    </message>
    <message>
        <source>{rows:,} rows: {matched:,} matched, {tied:,} tied, {unmatched:,} unmatched, {outside:,} outside the district</source>
        <translation>{rows:,} 条记录：匹配 {matched:,}，并列 {tied:,}，未匹配 {unmatched:,}，域外 {outside:,}</translation>
    </message>
    <message>
        <source>{size:,.2f} m² of the parent are in no area; next to it: {areas}</source>
        <translation>上级范围内有 {size:,.2f} m² 不属于任何区域；相邻：{areas}</translation>
    </message>
    <message>
        <source>{size:,.2f} m² of {areas} lie outside its own parent</source>
        <translation>{areas} 有 {size:,.2f} m² 越出本上级的边界</translation>
    </message>
    <message>
        <source>{size:,.2f} m² of {areas} lie outside the parent</source>
        <translation>{areas} 有 {size:,.2f} m² 越出上级边界</translation>
    </message>
    <message>
        <source>{system} cannot check {text}: the character {character} is not in it</source>
        <translation>{system} 无法校验 {text}：不含字符 {character}</translation>
    </message>
    <message>
        <source>{text} in the code {code} is no {segment}; the scheme {scheme} wants {rule}</source>
        <translation>编码 {code} 中的 {text} 不符合 {segment} 段；编码方案 {scheme} 要求 {rule}</translation>
    </message>
    <message>
        <source>{text} records fit equally well</source>
        <translation>有 {text} 条记录同样符合</translation>
    </message>
    <message>
        <source>{text} rows at different places have this address: decide which one is right</source>
        <translation>不同地点有 {text} 条记录是这一地址：请确定哪一条正确</translation>
    </message>
    <message>
        <source>{title} met a fault of its own ({kind}: {text}). Nothing was written. Please report it with the log of the panel Yibiao in Log Messages.</source>
        <translation>{title}发生程序错误（{kind}：{text}）。未写入任何内容。请连同“日志消息”面板中“Yibiao”页的日志一起反馈。</translation>
    </message>
    <message>
        <source>{title} ran out of memory. Nothing was written. Close other programs, or work on a part of the layer.</source>
        <translation>{title}内存不足。未写入任何内容。请关闭其他程序，或只处理图层的一部分。</translation>
    </message>
    <message>
        <source>{title} stopped: {reason} {file}. Nothing was written. Check the disk and your rights, and run again.</source>
        <translation>{title}已中止：{reason} {file}。未写入任何内容。请检查磁盘和权限后重新运行。</translation>
    </message>
    <message>
        <source>{value}, given for {parameter}, was not found or is not a layer that can be read. Check the path, or choose the layer again.</source>
        <translation>为“{parameter}”指定的 {value} 找不到，或不是可以读取的图层。请检查路径，或重新选择图层。</translation>
    </message>
</context>
<context>
    <name>YibiaoDock</name>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Project settings of the district</source>
        <translation>工程的区县设置</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>使用指南</translation>
    </message>
    <message>
        <source>Yibiao</source>
        <translation>一标三实</translation>
    </message>
</context>
<context>
    <name>YibiaoPlugin</name>
    <message>
        <source>Show or hide the address library&apos;s panel</source>
        <translation>显示或隐藏一标三实面板</translation>
    </message>
    <message>
        <source>The library shapely brings GEOS {shapely} along, QGIS uses GEOS {qgis}; both in one program would damage geometries. Install shapely from your distribution, or build it: pip install --no-binary shapely shapely</source>
        <translation>Python 库 shapely 自带 GEOS {shapely}，而 QGIS 使用 GEOS {qgis}；两个版本同在一个程序里会损坏图形。请改用系统软件源里的 shapely，或从源码安装：pip install --no-binary shapely shapely</translation>
    </message>
    <message>
        <source>These Python libraries are missing: {names}. They come with the full QGIS installer for Windows; on other systems install them with the package manager and start QGIS again.</source>
        <translation>缺少 Python 库：{names}。Windows 版 QGIS 完整安装包自带这些库；其他系统请用软件包管理器安装后重新启动 QGIS。</translation>
    </message>
    <message>
        <source>Yibiao</source>
        <translation>一标三实</translation>
    </message>
</context>
</TS>
